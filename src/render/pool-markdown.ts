import { escapeMarkdown as text } from '../base/escape.js'
import { changeText } from '../report/effect-text.js'
import type { Pool, PooledMetric } from '../report/pool.js'
import { POOL_METHODS, poolFacts, poolSentences } from '../report/pool-text.js'
import { POOL_TITLE } from './pool-html.js'
import { verdictText } from './verdict-words.js'

/** The pooled answer for a forge or a mail. */
export function renderPoolMarkdown(pool: Pool): string {
  return `${[`# ${POOL_TITLE}`, text(poolFacts(pool).join(' · ')), ...pool.metrics.flatMap(section), '## Methods', ...POOL_METHODS.map(text)].join('\n\n')}\n`
}

function section(metric: PooledMetric): string[] {
  const rows = metric.machines.map(({ experiment, machine, kernel, effect, verdict, test }) => [
    experiment,
    machine,
    kernel,
    changeText(effect, metric.unit),
    verdictText({ verdict, test }),
  ])
  const table = [
    ['Experiment', 'Machine class', 'Kernel', 'Change and CI', 'Verdict'],
    Array(5).fill(':--'),
    ...rows,
  ]
  return [
    `## ${text(metric.title)}`,
    text(poolSentences(metric).join(' ')),
    ...(rows.length === 0
      ? []
      : [
          table
            .map(
              (cells, index) => `| ${cells.map((cell) => (index === 1 ? cell : text(cell))).join(' | ')} |`,
            )
            .join('\n'),
        ]),
  ]
}
