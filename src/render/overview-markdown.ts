import { escapeMarkdown as text } from '../base/escape.js'
import {
  type Entry,
  FACTS,
  factsOf,
  furtherText,
  metricsOf,
  OVERVIEW_NOTE,
  OVERVIEW_TITLE,
  sorted,
  verdictOf,
} from './overview.js'
import { brokenText } from './overview-html.js'

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

/** Several experiments on one page, for a forge; `broken` could not be read. */
export function renderOverviewMarkdown(given: readonly Entry[], broken: readonly string[] = []): string {
  const entries = sorted(given)
  // the address is made of percent-encoded parts: nothing in it can end it
  const name = ({ id, md }: Entry) => (md === null ? text(id) : `[${text(id)}](<${md}>)`)
  const table = (columns: readonly string[], rows: string[][]) =>
    [row(columns), row(columns.map(() => ':--')), ...rows.map(row)].join('\n')
  const matrix = (family: 'primary' | 'secondary'): string[] => {
    const { columns, further } = metricsOf(entries, family)
    const made = table(
      ['Experiment', 'Kernel', ...columns.map(({ title }) => text(title))],
      entries.map((entry) => [
        name(entry),
        text(entry.kernel),
        ...columns.map(({ id }) => verdictOf(entry, id, family).map(text).join(' ')),
      ]),
    )
    return [...(columns.length === 0 ? [] : [made]), ...(further === 0 ? [] : [furtherText(further, family)])]
  }
  return `${[
    `# ${OVERVIEW_TITLE}`,
    `${entries.length} ${entries.length === 1 ? 'experiment' : 'experiments'}. ${OVERVIEW_NOTE}`,
    ...(broken.length === 0
      ? []
      : [`${brokenText(broken.length)}:`, broken.map((one) => `- ${text(one)}`).join('\n')]),
    '## Primary metrics',
    ...matrix('primary'),
    '## Experiments',
    table(
      ['Experiment', ...FACTS],
      entries.map((entry) => [name(entry), ...factsOf(entry).map(text)]),
    ),
    '## Secondary metrics',
    ...matrix('secondary'),
  ].join('\n\n')}\n`
}
