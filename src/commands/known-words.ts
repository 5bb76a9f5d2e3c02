import { editDistance } from '../base/edit-distance.js'
import { CHECKS } from '../checks/index.js'
import { METRICS } from '../metrics/index.js'
import type { MetricDef } from '../metrics/metric.js'
import { perRun } from '../metrics/per-run.js'
import { RENAMED_METRICS } from '../model/renamed-metrics.js'
import { GLOSSARY } from '../report/glossary.js'
import { ALSO } from '../report/words/also.js'
import { WORDS } from '../report/words/index.js'
import { caveatsOf, fieldsOf, STREAMS } from '../streams/registry.js'

/** Also the totals that a report shows where the length of its runs is unknown. */
export const EXPLAINED: readonly MetricDef[] = [
  ...METRICS,
  ...METRICS.flatMap((metric) => perRun(metric) ?? []),
]

const NAMED: readonly { id: string; title: string; also?: readonly string[] }[] = [
  ...GLOSSARY.map((term) => ({ ...term, also: ALSO[term.id]?.split(', ') ?? [] })),
  ...WORDS,
  ...EXPLAINED,
  ...STREAMS,
  ...CHECKS,
]

export const idOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** Each id with itself; each title and other word with the id that it asks for. Ids win, then titles, then other words. */
const ASKED = new Map<string, string>()
for (const names of [
  NAMED.map(({ id }) => [id, id] as const),
  NAMED.map(({ id, title }) => [idOf(title), id] as const),
  NAMED.flatMap(({ id, also = [] }) => also.map((one) => [idOf(one), id] as const)),
])
  for (const [asked, id] of names) if (!ASKED.has(asked)) ASKED.set(asked, id)

/** The id of the text that explains a word, or a form of it such as its plural; null where nothing does. */
export function explainedAs(asked: string): string | null {
  const word = idOf(asked)
  const stem = word.replace(/(?:ed|ing)$/, '')
  const forms = [
    word,
    word.replace(/s$/, ''),
    word.replace(/es$/, ''),
    word.replace(/ies$/, 'y'),
    stem,
    `${stem}e`,
  ]
  for (const form of forms) {
    const id = ASKED.get(form)
    if (id !== undefined) return id
  }
  return null
}

/** Where a name of the kernel or a field stands in a definition: what it belongs to, and the sentence. */
export function mentions(asked: string): { id: string; text: string }[] {
  if (!/[_.]|^[a-z]+[A-Z]|^(?:pg|psw|zsw|allocstall)/.test(asked)) return []
  const name = asked.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const found = new RegExp(`(?<![\\w.])${name}(?![\\w])`)
  const sentences = (text: string) => text.split(/(?<=\.) (?=[A-Z])/).filter((one) => found.test(one))
  return [
    ...STREAMS.flatMap((stream) => [
      ...fieldsOf(stream)
        .filter((field) => field.name === asked)
        .map((field) => ({ id: stream.id, text: field.doc })),
      ...[stream.what, caveatsOf(stream)].flatMap(sentences).map((text) => ({ id: stream.id, text })),
    ]),
    ...METRICS.flatMap(({ id, why, how }) => [why, how].flatMap(sentences).map((text) => ({ id, text }))),
    ...CHECKS.flatMap(({ id, why, action }) =>
      [why, action].flatMap(sentences).map((text) => ({ id, text })),
    ),
  ].slice(0, 12)
}

/** What it is called now; else what holds it or is held by it, what shares two of its words, and what few letters are from it. */
export function nearest(asked: string): string[] {
  const id = idOf(asked)
  const now = RENAMED_METRICS[id]
  if (now !== undefined) return [now]
  const known = [...new Set(NAMED.map((one) => one.id))]
  const held = known.filter(
    (one) => id.length > 2 && one.length > 2 && (one.includes(id) || id.includes(one)),
  )
  const words = new Set(id.split('-'))
  const shared = (one: string) => one.split('-').filter((word) => words.has(word)).length
  const alike = known.filter((one) => shared(one) >= 2).sort((a, b) => shared(b) - shared(a))
  const far = (one: string) => (id.length > 60 ? 60 : editDistance(id, one))
  const spelled = [...ASKED.keys()]
    .filter((one) => far(one) <= Math.floor(id.length / 4) + (id.length > 3 ? 1 : 0))
    .sort((a, b) => far(a) - far(b))
    .slice(0, 3)
  return [...new Set([...spelled, ...held, ...alike])].slice(0, 8)
}
