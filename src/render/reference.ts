import * as z from 'zod'
import { stableJson } from '../base/stable-json.js'
import { CHECKS } from '../checks/index.js'
import { comparabilityText } from '../comparability/words.js'
import { OTHER_RULES, SIDE_RULES } from '../gate/side-rules.js'
import { METRICS } from '../metrics/index.js'
import { SCOPE_LABELS, scopeOf } from '../metrics/scope.js'
import { DiffSchema } from '../model/diff.js'
import { HistorySchema } from '../model/history.js'
import { ExperimentSchema, RunSchema } from '../model/manifest.js'
import { ReportSchema } from '../model/report.js'
import { unitWords } from '../model/units.js'
import { GLOSSARY } from '../report/glossary.js'
import { WORDS } from '../report/words/index.js'
import { caveatsOf, fieldsOf, STREAMS } from '../streams/registry.js'
import { READERS } from '../workload/index.js'
import { exchangePage } from './reference-exchange.js'
import { BETTER_WORDS } from './verdict-words.js'

const GENERATED = 'Generated from the definitions in `src`; change it there, then run `npm run docs`.'

function metricsPage(): string {
  const sections = METRICS.map((metric) => {
    const { relative, absolute } = metric.smallestEffect
    const floor = `${(relative * 100).toFixed(0)}% and ${absolute} ${unitWords(metric.unit).long}`
    return (
      `## ${metric.title}\n\n\`${metric.id}\`, ${unitWords(metric.unit).long}; ${BETTER_WORDS[metric.better]}; ${metric.family}; ` +
      `needs ${metric.requires.map((id) => `[${id}](streams.md#${id})`).join(', ')}; compared ${comparabilityText(metric.counts ?? [])}; smallest effect that matters: ${floor}.\n\n` +
      `${metric.why}\n\nHow: ${metric.how} Scope: ${SCOPE_LABELS[scopeOf(metric)]}.`
    )
  })
  return `# Metrics\n\n${GENERATED}\n\n${sections.join('\n\n')}\n`
}

function streamsPage(): string {
  const sections = STREAMS.map((stream) => {
    const fields = fieldsOf(stream)
      .map(
        ({ name, unit, doc }) => `| ${name} | ${unit === 'text' ? 'text' : unitWords(unit).long} | ${doc} |`,
      )
      .join('\n')
    const sidecars = stream.sidecars.map(({ suffix }) => `\`X${suffix}\``).join(', ')
    return (
      `## ${stream.id}\n\n${stream.title}. ${stream.what}\n\nRecorded by: ${stream.collector}.${sidecars === '' ? '' : ` Sidecar files of a standalone trace X: ${sidecars}.`}\n\n` +
      `| field | unit | meaning |\n| :-- | :-- | :-- |\n${fields}\n\nCaveats: ${caveatsOf(stream)}`
    )
  })
  return `# Streams\n\n${GENERATED}\n\n${sections.join('\n\n')}\n`
}

function readersPage(): string {
  const sections = READERS.map(
    ({ id, title, what, source }) => `## ${id}\n\n${title}. ${what}\n\nSource: ${source}.`,
  )
  const head =
    'What a workload prints is read by every reader whose format is in it, standard output and error alike; `--workload-format` names one. Each figure is a ' +
    'metric `workload:NAME`. Its unit is that of the program. One that is printed twice in a run, is no number or below 0 has no value in that run; one in two ' +
    'units has no verdict.'
  return `# Readers of a workload's output\n\n${GENERATED}\n\n${head}\n\n${sections.join('\n\n')}\n`
}

function checksPage(): string {
  const sections = CHECKS.map(
    ({ id, title, why, action }) => `## ${title}\n\n\`${id}\`. ${why}\n\nWhat to do: ${action}`,
  )
  return `# Soundness checks\n\n${GENERATED}\n\n${sections.join('\n\n')}\n`
}

function glossaryPage(): string {
  const known = new Map<string, string>([
    ...STREAMS.map(({ id }) => [id, `streams.md#${id}`] as const),
    ...METRICS.map(({ id, title }) => [id, `metrics.md#${anchor(title)}`] as const),
  ])
  const sections = GLOSSARY.map(
    ({ title, what, see }) =>
      `## ${title}\n\n${what}\n\nSee ${see.map((id) => `[${id}](${known.get(id)})`).join(', ')}.`,
  )
  const words = WORDS.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(
    ({ title, what }) => `**${title}**: ${what}`,
  )
  return `# Glossary\n\n${GENERATED}\n\n${sections.join('\n\n')}\n\n## Other words of reports, messages and help\n\n${words.join('\n\n')}\n`
}

const anchor = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-')

function sidesPage(): string {
  const policy = {
    free: 'may differ',
    noted: 'may differ, and the diff says so',
    refused: 'refused',
  } as const
  const rows = SIDE_RULES.map(
    ({ what, levels, effects, why }) => `| ${what} | ${policy[levels]} | ${policy[effects]} | ${why} |`,
  )
  const others = OTHER_RULES.map(({ what, rule, why }) => `| ${what} | ${rule} | ${why} |`)
  return (
    `# What may differ between the sides of a diff\n\n${GENERATED}\n\n` +
    'What is refused ends `mglru-report diff` with exit code 2 and names both files. What a report does not tell is assumed to be the same, and the diff says so.\n\n' +
    `| | levels | \`--effects\` | why |\n| :-- | :-- | :-- | :-- |\n${rows.join('\n')}\n\n` +
    `| | rule | why |\n| :-- | :-- | :-- |\n${others.join('\n')}\n`
  )
}

const schema = (type: z.ZodType) => stableJson(z.toJSONSchema(type))

/** The generated pages under docs/, by name. */
export function referencePages(): Record<string, string> {
  return {
    'checks.md': checksPage(),
    'exchange.md': exchangePage(GENERATED),
    'readers.md': readersPage(),
    'metrics.md': metricsPage(),
    'streams.md': streamsPage(),
    'glossary.md': glossaryPage(),
    'diff-sides.md': sidesPage(),
    'schema/diff.schema.json': schema(DiffSchema),
    'schema/experiment.schema.json': schema(ExperimentSchema),
    'schema/history.schema.json': schema(HistorySchema),
    'schema/report.schema.json': schema(ReportSchema),
    'schema/run.schema.json': schema(RunSchema),
  }
}
