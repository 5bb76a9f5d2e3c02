import { numberOf, type Printed, type ProgramOutput } from './figure.js'
import type { Reader } from './reader.js'

const FRONT = String.raw`^(?:[\d-]{10} [\d:,]{12}: )? {0,2}`
const NUMBER = String.raw`(\d{1,12}(?:\.\d{1,3})?)`
/** `read 25000.0M in 401.5s (avg 62.3M/s); src: 300 files, 300.0M`, since June 2021 `total read 25000.0 MiB in 401.5s (avg 62.3 MiB/s)`. */
const RESULT = new RegExp(
  `${FRONT}(?:total )?read ${NUMBER}(?:M| MiB) in ${NUMBER}s \\(avg ${NUMBER}(?:M| MiB)/s\\)(?:; src: |$)`,
)
/** `read 8709.0M (34.8%) in 124.1s (avg 70.2M/s); file 0.67`, since then `read 153.3M in 0.3s (477.2M/s); total 20000.0M in 25.3s, avg 789.3M/s`. */
const PROGRESS = new RegExp(
  `${FRONT}read ${NUMBER}M (?:\\(${NUMBER}%\\) in ${NUMBER}s \\(avg |in ${NUMBER}s \\(${NUMBER}M/s\\); total )`,
)

/** https://github.com/hakavlad/cache-bench: what it prints, or writes with --log. */
export const cacheBench: Reader = {
  id: 'cache-bench',
  title: 'cache-bench',
  what: '`cache-bench.read-rate` in MiB per second, `cache-bench.elapsed` in seconds and `cache-bench.read` in MiB, which is asked for: of runs that read the same amount, rate and time say the same.',
  source: 'captured from cache-bench of 2021-06-04 and of 2021-12-19',
  sign: new RegExp(`${RESULT.source}|${PROGRESS.source}`, 'm'),
  read({ lines }) {
    const printed: Printed[] = []
    let last: string | null = null
    for (const line of lines) {
      if (line.length > 300) continue
      const [, read, seconds, rate] = RESULT.exec(line) ?? []
      if (rate !== undefined)
        printed.push(
          figure('read-rate', rate, 'MiB/s', 'higher', 'headline'),
          figure('elapsed', seconds, 's', 'lower', 'secondary'),
          figure('read', read, 'MiB', 'neither', 'descriptive'),
        )
      else if (PROGRESS.test(line)) last = line
    }
    if (printed.length === 0 && last === null) return null
    const output: ProgramOutput = { program: 'cache-bench', version: null, printed, problems: [] }
    if (printed.length === 0)
      output.problems.push(
        `cache-bench did not end: the last that it printed is "${(last as string).trim()}"`,
      )
    return output
  },
}

const figure = (
  name: string,
  text: string | undefined,
  unit: string,
  better: Printed['better'],
  role: Printed['role'],
): Printed => ({ name: ['cache-bench', name], value: numberOf(text ?? ''), unit, better, role })
