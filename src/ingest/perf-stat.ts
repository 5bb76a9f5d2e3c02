/** One counter of one interval of `perf stat -j`; `value` is text where perf could not count ("<not counted>"). */
export interface PerfStatCounter {
  event: string
  value: number | string
}

/**
 * A line of `perf stat -j` (its numbers are strings), or of `perf stat -x ,`, also with another separator. 'other' for
 * comments, blank lines, lines of metrics only and the first and last line of our own stream; null for what is not known.
 */
export function decodePerfStat(line: string): PerfStatCounter | 'other' | null {
  const text = line.trim()
  if (text === '' || text.startsWith('#')) return 'other'
  return text.startsWith('{') ? fromJson(text) : fromSeparated(text)
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

function withValue(event: string, value: string): PerfStatCounter | null {
  if (/^<not (?:counted|supported)>$/.test(value)) return { event, value }
  // a locale may print a decimal comma
  return /^\d{1,20}(?:[.,]\d+)?$/.test(value) ? { event, value: Number(value.replace(',', '.')) } : null
}

/** Fields are [time] value unit event runtime percentage ...; the separator is the first of , ; | or tab that splits so. */
function fromSeparated(text: string): PerfStatCounter | null {
  for (const separator of [',', ';', '|', '\t']) {
    const fields = text.split(separator)
    for (const at of [0, 1]) {
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
