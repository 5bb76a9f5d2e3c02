/** One counter of one interval of `perf stat -j`; `value` is text where perf could not count ("<not counted>"). */
export interface PerfStatCounter {
  event: string
  value: number | string
}

/**
 * A line of `perf stat -j` (its numbers are strings), of `perf stat -x ,`, also with another separator, or of its table. 'other' for
 * comments, blank lines, lines of metrics only and the first and last line of our own stream; null for what is not known.
 */
export function decodePerfStat(line: string): PerfStatCounter | 'other' | null {
  const text = line.trim()
  if (text === '' || text.startsWith('#')) return 'other'
  return text.startsWith('{') ? fromJson(text) : (fromSeparated(text) ?? fromTable(text))
}

function fromJson(text: string): PerfStatCounter | 'other' | null {
  let record: Record<string, unknown>
  try {
    record = JSON.parse(text)
  } catch {
    return null
  }
  if (record['type'] === 'stream' || record['type'] === 'end') return 'other'
  const event = record['event']
  const value = record['counter-value']
  if (typeof event !== 'string' || event === '') return 'metric-value' in record ? 'other' : null
  if (typeof value !== 'string') return null
  return withValue(event, value)
}

function withValue(name: string, value: string): PerfStatCounter | null {
  // with -A perf 6.12 says which kind of counter it is
  const event = name.replace(/ \[software\]$/, '')
  if (/^<not (?:counted|supported)>$/.test(value)) return { event, value }
  // a locale may print a decimal comma
  return /^\d{1,20}(?:[.,]\d+)?$/.test(value) ? { event, value: Number(value.replace(',', '.')) } : null
}

/** Fields are [time] value unit event runtime percentage ...; the separator is the first of , ; | or tab that splits so. */
function fromSeparated(text: string): PerfStatCounter | null {
  for (const separator of [',', ';', '|', '\t']) {
    const fields = text.split(separator)
    // behind an interval's time and a processor or socket with its number of processors
    for (const at of [0, 1, 2, 3]) {
      const [value, unit, event, runtime, share] = fields.slice(at)
      if (value === undefined || unit === undefined || event === undefined) continue
      const tail = /^\d+$/.test(runtime ?? '') && /^\d+\.\d+$/.test(share ?? '')
      if (tail && /^[A-Za-z]/.test(event) && !/^[A-Za-z]/.test(value)) {
        const decoded = withValue(event, value.trim())
        if (decoded !== null) return decoded
      }
    }
  }
  return null
}

/** `8,422      page-faults   #  1.2 K/sec`, and what stands around the counters. */
function fromTable(text: string): PerfStatCounter | 'other' | null {
  const match =
    /^(\d{1,3}(?:[,.\u202f' ]\d{3})*|\d{1,20}|<not (?:counted|supported)>)\s+([A-Za-z][\w:.-]*)(?:\s+#.*)?$/.exec(
      text,
    )
  if (match !== null) {
    const [, value = '', event = ''] = match
    return withValue(event, value.startsWith('<') ? value : value.replace(/\D/g, ''))
  }
  return /^Performance counter stats for |^\d+\.\d+ (?:\+- \d+\.\d+ )?seconds (?:time elapsed|user|sys)\b|^\d+[.,]\d+ +msec /.test(
    text,
  )
    ? 'other'
    : null
}
