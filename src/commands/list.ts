import { CHECKS } from '../checks/index.js'
import { METRICS } from '../metrics/index.js'
import { unitWords } from '../model/units.js'
import { GLOSSARY } from '../report/glossary.js'
import { WORDS } from '../report/words/index.js'
import { STREAMS } from '../streams/registry.js'
import { EXIT, type Io } from './io.js'

/** Ids of all that the analysis knows, with a title each: what `explain` explains. */
export function list(io: Io): number {
  const metrics = METRICS.map(({ id, title, unit, family }) => ({
    id,
    title: `${title} (${family}, ${unitWords(unit).long})`,
  }))
  for (const [heading, entries] of [
    ['Metrics: one number for each run', metrics],
    ['Streams: what is recorded during a run', STREAMS],
    ['Checks: whether the experiment can be relied on', CHECKS],
    ['Glossary: terms that a reader may not have met', GLOSSARY],
    ['Other words of reports, messages and help', WORDS],
  ] as const) {
    const width = Math.max(...entries.map(({ id }) => id.length))
    io.stdout.write(`${heading}\n`)
    for (const { id, title } of entries) io.stdout.write(`  ${id.padEnd(width)}  ${title}\n`)
    io.stdout.write('\n')
  }
  io.stdout.write('"mglru-report explain ID" says more of each.\n')
  return EXIT.ok
}
