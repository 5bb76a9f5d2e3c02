import { numberOf, type Printed } from './figure.js'
import type { Reader } from './reader.js'

const ROWS: readonly { label: string; key: string; unit: string; role: Printed['role'] }[] = [
  { label: 'User time (seconds)', key: 'user', unit: 's', role: 'descriptive' },
  { label: 'System time (seconds)', key: 'system', unit: 's', role: 'descriptive' },
  { label: 'Elapsed (wall clock) time (h:mm:ss or m:ss)', key: 'elapsed', unit: 's', role: 'secondary' },
  { label: 'Maximum resident set size (kbytes)', key: 'max-rss', unit: 'kB', role: 'descriptive' },
  { label: 'Major (requiring I/O) page faults', key: 'major-faults', unit: 'faults', role: 'secondary' },
]

/** GNU time 1.9, time.c, the format of -v. */
export const time: Reader = {
  id: 'time',
  title: 'GNU time -v',
  what: '`time.elapsed`, `time.user` and `time.system` in seconds, `time.max-rss` in kB and `time.major-faults`, with the two decimals that it prints.',
  source: 'captured from GNU time 1.9',
  sign: /^\tCommand being timed: /m,
  read({ lines }) {
    const printed: Printed[] = []
    let inside = false
    for (const line of lines) {
      if (line.startsWith('\tCommand being timed: ')) inside = true
      if (!inside || !line.startsWith('\t') || line.length > 200) continue
      const row = ROWS.find(({ label }) => line.startsWith(`\t${label}: `))
      if (row === undefined) continue
      const text = line.slice(row.label.length + 3).trim()
      const { key, unit, role } = row
      const value = key === 'elapsed' ? clock(text) : numberOf(text)
      printed.push({ name: ['time', key], value, unit, better: 'lower', role })
    }
    return printed.length === 0 ? null : { program: 'time', version: null, printed, problems: [] }
  },
}

/** `1:02:03` or `2:03.45`, in seconds. */
function clock(text: string): number {
  if (!/^\d{1,6}(?::\d{2}){1,2}(?:\.\d{1,4})?$/.test(text)) return Number.NaN
  return text.split(':').reduce((sum, part) => 60 * sum + Number(part), 0)
}
