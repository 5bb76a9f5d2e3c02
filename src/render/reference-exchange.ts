import { RECORDED_TABLES } from '../exchange/recorded-tables.js'
import { REPORT_TABLES } from '../exchange/report-tables.js'
import type { TableDef } from '../exchange/table.js'
import { JUNIT_RULES } from './report-junit.js'

const TYPES = { text: 'UTF-8 text', integer: '32-bit integer', number: 'double', boolean: 'boolean' } as const

const FORMATS: readonly [option: string, files: string, what: string][] = [
  [
    'csv',
    '`runs.csv`, `comparisons.csv`',
    'the two tables of that name below, RFC 4180. `analyze runs.csv` takes the first again.',
  ],
  ['parquet', '`TABLE.parquet`', 'every table below, compressed with Snappy.'],
  ['arrow', '`TABLE.arrow`', 'the same as Arrow IPC files.'],
  [
    'benchstat',
    '`benchstat-baseline.txt`, `benchstat-treatment.txt`',
    "Go's benchmark format, one line for each run, a metric as a unit. benchstat knows no blocks: its p is that of independent runs.",
  ],
  [
    'bmf',
    '`report.bmf.json`',
    'Bencher Metric Format. A benchmark for each condition has medians between the least and the greatest run. Effects stand in `… change` with their confidence intervals.',
  ],
  [
    'junit',
    '`report.junit.xml`',
    'JUnit XML for the view of tests that CI systems have: a test case for each primary metric and each check, as the table below says.',
  ],
  [
    'lkp',
    '`report.lkp.txt`',
    "the side-by-side text of the kernel test robot's mails: means, and no intervals.",
  ],
]

function tableText({ id, what, columns }: TableDef): string {
  const rows = columns.map(({ name, type, doc }) => `| ${name} | ${TYPES[type]} | ${doc} |`).join('\n')
  return `### ${id}\n\nOne row is ${what}.\n\n| column | type | meaning |\n| :-- | :-- | :-- |\n${rows}`
}

/** docs/exchange.md: what other programs can read, column by column. */
export function exchangePage(generated: string): string {
  const formats = FORMATS.map(([option, files, what]) => `| \`--to ${option}\` | ${files} | ${what} |`).join(
    '\n',
  )
  return `# Formats of other programs

${generated}

| option | files | content |
| :-- | :-- | :-- |
${formats}

Numbers are those of report.json, to the last bit. Names of columns and tables change only with an entry in the changelog.

\`\`\`sh
mglru-report analyze my-experiment --to parquet,benchstat -o my-report
duckdb -c "select metric, condition, median(value) from 'my-report/runs.parquet' group by all"
benchstat my-report/benchstat-baseline.txt my-report/benchstat-treatment.txt
\`\`\`

In CSV, text that a spreadsheet would take for a formula has an apostrophe in front of it; \`analyze\` takes it off again. Parquet and Arrow
have texts as they are: show them as text.

## JUnit

| in the report | test case | why |
| :-- | :-- | :-- |
${JUNIT_RULES.map(({ what, outcome, why }) => `| ${what} | ${outcome} | ${why} |`).join('\n')}

The file changes no exit code; \`mglru-report diff\` is the gate, and writes such a file of its own. \`system-out\` of a case has the sentence of the report.

## Tables of a report

\`analyze\` and \`render\` write these. Any cell may be null.

${REPORT_TABLES.map(tableText).join('\n\n')}

## Tables of what was recorded

\`analyze\` writes these as well with \`--to parquet\` or \`--to arrow\`; a report.json does not have them. Private names are taken out of their
texts, as in the report.

${RECORDED_TABLES.map(tableText).join('\n\n')}
`
}
