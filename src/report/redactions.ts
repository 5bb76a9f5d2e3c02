import { basename } from 'node:path'
import type { Experiment } from '../experiment/experiment.js'
import { type Shape, shapeOf } from '../model/own.js'
import { type PublishedReport, type Report, ReportSchema } from '../model/report.js'
import type { Safe } from '../model/safe.js'
import { PRIVATE_KINDS, type PrivateKind } from './private-part.js'
import { profileSummary, type Unredacted } from './publishable.js'
import { type Redacted, type Redactor, redactor } from './redact.js'

const KINDS = Object.keys(PRIVATE_KINDS) as PrivateKind[]

export interface Publishable {
  report: PublishedReport
  /** The same for a text that is written next to the report; what stands for a name there has the same number. */
  text(text: string): Safe
}

/** The report as it may be published, and in it what was taken out for that: the only way from one to the other. */
export function publishable(
  report: Report,
  experiment: Experiment,
  keep: readonly Unredacted[],
): Publishable {
  const kept = new Set(KINDS.filter((kind) => keep.includes('texts') || keep.includes(kind)))
  const redacting = redactor(kept, wordsOf(report))
  redacting.learn(textsIn([experiment.manifest?.value, experiment.runs, experiment.warnings]))
  const { workload } = report
  // of the program's path only the last part is published, which tells less of what it is than the whole
  const [path = '', ...rest] = workload?.argv ?? []
  const whole = experiment.manifest?.value.workload.argv[0] ?? path
  const argv = redacting.argv([whole, ...rest]).map((one, index) => (index === 0 ? basename(one) : one))
  // what a path or an option tells of a word is lost in a line of text: the line is made of the words as they were redacted
  const summary = workload && summaryOf(workload, basename(whole), argv)
  const draft = { ...report, workload: workload && { ...workload, argv, summary } }
  const value = clean(draft, shapeOf(ReportSchema), redacting) as Report
  const redacted = redacting.redacted()
  const redactions = sentences(report, kept, redacted)
  // through the schema: the contract holds, and members stand in its order
  const published = ReportSchema.parse({ ...value, redactions, redacted }) as unknown as PublishedReport
  return { report: published, text: (text) => redacting.text(text) as Safe }
}

function summaryOf(
  { profile, summary }: NonNullable<Report['workload']>,
  program: string,
  argv: readonly string[],
): string | null {
  if (summary === null) return null
  if (profile !== null) return profileSummary(profile, argv)
  const rest = summary.startsWith(program) ? summary.slice(program.length) : ''
  return `${argv[0] ?? ''}${rest}`
}

function sentences(
  { host, workload }: Report,
  kept: ReadonlySet<PrivateKind>,
  redacted: readonly Redacted[],
): string[] {
  const found = redacted.map(({ kind, values }) => `${values} ${PRIVATE_KINDS[kind][values === 1 ? 0 : 1]}`)
  const namesOf = (kinds: Iterable<PrivateKind>) =>
    [...kinds].map((kind) => PRIVATE_KINDS[kind][1]).join(', ')
  const sought = KINDS.filter((kind) => !kept.has(kind))
  return [
    ...(host === null
      ? []
      : [
          'Of the test machine: its name, its users, the model of its CPU, the build and configuration of its kernel, the versions of its tools.',
        ]),
    'Of the input files: their paths.',
    ...(workload === null || workload.withheld === 0
      ? []
      : [
          `Of the workload: ${workload.withheld} ${workload.withheld === 1 ? 'argument' : 'arguments'} of its command line (--keep argv keeps them).`,
        ]),
    sought.length === 0
      ? 'Texts were kept as they are (--keep texts).'
      : found.length === 0
        ? `In texts: nothing was found to take out (looked for: ${namesOf(sought)}).`
        : `In texts: ${found.join(', ')} (--keep ${redacted.map(({ kind }) => kind).join(',')} keeps them).`,
    ...(kept.size > 0 && sought.length > 0 ? [`Kept in texts (--keep): ${namesOf(kept)}.`] : []),
    'Still in it: names of processes and of input files, and lines of the kernel log. Look through them before you publish.',
  ]
}

/** Every text but those that the program wrote itself. */
function clean(value: unknown, shape: Shape, redacting: Redactor): unknown {
  if (typeof value === 'string') return shape === 'own' ? value : redacting.text(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) {
    const element = Array.isArray(shape) ? shape[0] : 'text'
    return value.map((one) => clean(one, element, redacting))
  }
  const members = typeof shape === 'object' && !Array.isArray(shape) ? (shape as Record<string, Shape>) : {}
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, clean(member, members[name] ?? 'text', redacting)]),
  )
}

/** Words of the program's own texts: a user of that name cannot be told from the word. */
function wordsOf({ glossary, comparisons, checks }: Report): Set<string> {
  const texts = glossary.flatMap(({ id, title, why, how }) => [id, title, why, how])
  texts.push(...comparisons.map(({ title }) => title), ...checks.map(({ title }) => title))
  return new Set(
    texts
      .join(' ')
      .toLowerCase()
      .split(/[^a-z0-9_-]+/),
  )
}

/** Every text in a value, and each with the name of its member before it, which may tell what it is. */
function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return
  if (value instanceof Map || value instanceof Set) return yield* textsIn([...value])
  if (Array.isArray(value)) {
    if (typeof value[0] !== 'number') for (const one of value) yield* textsIn(one)
    return
  }
  for (const [name, member] of Object.entries(value)) {
    if (typeof member === 'string') yield `${name}=${member}`
    yield* textsIn(member)
  }
}
