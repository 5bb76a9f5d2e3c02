import { InputError } from '../base/input-error.js'
import { printable } from '../base/printable.js'
import { stableJson } from '../base/stable-json.js'
import { LEAST_MACHINES, poolReports } from '../report/pool.js'
import { poolRefusal } from '../report/pool-refusal.js'
import { poolFacts, poolSentences } from '../report/pool-text.js'
import { comparisonsAlone } from './comparisons-alone.js'
import { EXIT, type Io } from './io.js'
import { whileLocked } from './output-lock.js'
import { reportsAmong } from './overview.js'
import { readReports } from './render.js'
import { writeFiles } from './write-report.js'

export interface PoolOptions {
  output?: string
  json?: boolean
  quiet?: boolean
}

/** One answer over the reports of several machines, of one workload and one pair of conditions. */
export async function pool(paths: readonly string[], options: PoolOptions, io: Io): Promise<number> {
  const places = await reportsAmong(paths)
  if (places.length < LEAST_MACHINES)
    throw new InputError({
      path: 'pool',
      expected: `reports of at least ${LEAST_MACHINES} machines`,
      found: String(places.length),
      remedy: 'give more, or compare them with mglru-report index',
    })
  const reports = await readReports(places, comparisonsAlone)
  const refusal = poolRefusal(reports)
  if (refusal !== null)
    throw new InputError({
      path: places[refusal.index] ?? 'pool',
      expected: refusal.expected,
      found: refusal.found,
      remedy: 'pool reports of one workload and one pair of conditions, each once',
    })
  const answer = poolReports(reports)
  if (options.json === true) io.stdout.write(stableJson(answer))
  else if (options.quiet !== true) {
    io.stdout.write(`${printable(poolFacts(answer).join(' · '), 2000)}\n`)
    for (const metric of answer.metrics)
      io.stdout.write(`${printable(poolSentences(metric).join(' '), 2000)}\n`)
  }
  const { output } = options
  if (output === undefined) return EXIT.ok
  const [{ renderPoolHtml }, { renderPoolMarkdown }] = [
    await import('../render/pool-html.js'),
    await import('../render/pool-markdown.js'),
  ]
  const written = await whileLocked(output, () =>
    writeFiles(output, [
      ['pool.html', renderPoolHtml(answer)],
      ['pool.md', renderPoolMarkdown(answer)],
      ['pool.json', stableJson(answer)],
    ]),
  )
  if (options.quiet !== true && options.json !== true)
    for (const file of written) io.stdout.write(`${printable(file, 1000)}\n`)
  return EXIT.ok
}
