import { escapeMarkdown as text } from '../base/escape.js'
import {
  type Entry,
  FACTS,
  factsOf,
  metricsOf,
  OVERVIEW_NOTE,
  OVERVIEW_TITLE,
  sorted,
  verdictOf,
} from './overview.js'

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

/** Several experiments on one page, for a forge. */
export function renderOverviewMarkdown(given: readonly Entry[]): string {
  const entries = sorted(given)
  // the address is made of percent-encoded parts: nothing in it can end it
  const name = ({ report, md }: Entry) =>
    md === null ? text(report.experiment.id) : `[${text(report.experiment.id)}](<${md}>)`
  const table = (columns: readonly string[], rows: string[][]) =>
    [row(columns), row(columns.map(() => ':--')), ...rows.map(row)].join('\n')
  const matrix = (family: 'primary' | 'secondary') => {
    const metrics = metricsOf(entries, family)
    return table(
      ['Experiment', 'Kernel', ...metrics.map(({ title }) => text(title))],
      entries.map((entry) => [
        name(entry),
        text(entry.report.host?.kernel ?? 'not recorded'),
        ...metrics.map(({ id }) => verdictOf(entry, id, family).map(text).join(' ')),
      ]),
    )
  }
  return `${[
    `# ${OVERVIEW_TITLE}`,
    `${entries.length} ${entries.length === 1 ? 'experiment' : 'experiments'}. ${OVERVIEW_NOTE}`,
    '## Primary metrics',
    matrix('primary'),
    '## Experiments',
    table(
      ['Experiment', ...FACTS],
      entries.map((entry) => [name(entry), ...factsOf(entry).map(text)]),
    ),
    '## Secondary metrics',
    matrix('secondary'),
  ].join('\n\n')}\n`
}
