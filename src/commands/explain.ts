import { InputError } from '../base/input-error.js'
import { printable } from '../base/printable.js'
import type { CheckDef } from '../checks/check.js'
import { CHECKS } from '../checks/index.js'
import { comparabilityText } from '../comparability/words.js'
import { METRICS } from '../metrics/index.js'
import type { MetricDef } from '../metrics/metric.js'
import { perRun } from '../metrics/per-run.js'
import { SCOPE_LABELS, scopeOf } from '../metrics/scope.js'
import { RENAMED_METRICS } from '../model/renamed-metrics.js'
import { unitWords } from '../model/units.js'
import { BETTER_WORDS } from '../render/verdict-words.js'
import { GLOSSARY, type Term } from '../report/glossary.js'
import { fieldsOf, STREAMS, type Stream } from '../streams/registry.js'
import { EXIT, type Io } from './io.js'

/** Also the totals that a report shows where the length of its runs is unknown. */
const EXPLAINED = [...METRICS, ...METRICS.flatMap((metric) => perRun(metric) ?? [])]

/** Prints what an id stands for; all of it where a metric and a stream share one. */
export function explain(asked: string, io: Io): number {
  const id = asked.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  const sections = [
    ...GLOSSARY.filter((term) => term.id === id).map(termText),
    ...EXPLAINED.filter((metric) => metric.id === id).map(metricText),
    ...STREAMS.filter((stream) => stream.id === id).map(streamText),
    ...CHECKS.filter((check) => check.id === id).map(checkText),
  ]
  if (sections.length === 0) {
    const known = [...new Set([...GLOSSARY, ...METRICS, ...STREAMS, ...CHECKS].map((one) => one.id))]
    const near = nearest(id, known)
    const todo = near.length > 0 ? `try ${near.join(', ')}` : 'see "mglru-report list"'
    throw new InputError({
      path: 'explain',
      expected: 'a word of the glossary or the id of a metric, stream or check',
      found: `"${printable(asked, 60)}"`,
      remedy: todo,
    })
  }
  io.stdout.write(`${sections.join('\n')}`)
  return EXIT.ok
}

/** What it is called now; or what holds it or is held by it, and what shares two or more of its words, most first. */
function nearest(id: string, known: readonly string[]): string[] {
  const now = RENAMED_METRICS[id]
  if (now !== undefined) return [now]
  const held = known.filter((one) => id !== '' && (one.includes(id) || id.includes(one)))
  const words = new Set(id.split('-'))
  const shared = (one: string) => one.split('-').filter((word) => words.has(word)).length
  const alike = known
    .filter((one) => shared(one) >= 2 && !held.includes(one))
    .sort((a, b) => shared(b) - shared(a))
  return [...held, ...alike].slice(0, 8)
}

const FAMILIES = {
  primary: 'primary: declared before the runs, tested most strictly',
  secondary: 'secondary: tested, to explain the primary ones',
  descriptive: 'descriptive: shown, never tested',
} as const

function termText(term: Term): string {
  return paragraphs(term.title, [term.what, `See: ${term.see.join(', ')}.`])
}

function metricText(metric: MetricDef): string {
  const { relative, absolute } = metric.smallestEffect
  return paragraphs(`${metric.title} (metric ${metric.id})`, [
    metric.why,
    `How: ${metric.how} Scope: ${SCOPE_LABELS[scopeOf(metric)]}.`,
    `Unit: ${unitWords(metric.unit).long}; ${BETTER_WORDS[metric.better]}. Family ${FAMILIES[metric.family]}.`,
    `A difference below ${Math.round(relative * 100)}% or ${absolute} is taken for none. Compared ${comparabilityText(metric.counts ?? [])}.`,
    `Needs: ${metric.requires.join(', ')}.`,
  ])
}

function streamText(stream: Stream): string {
  const users = METRICS.filter((metric) => metric.requires.some((id) => id === stream.id)).map(({ id }) => id)
  return paragraphs(`${stream.title} (stream ${stream.id})`, [
    stream.what,
    `Recorded by: ${stream.collector}.`,
    `Caveats: ${stream.caveats}`,
    `Fields: ${fieldsOf(stream)
      .map(({ name, doc }) => `${name} (${doc})`)
      .join('; ')}.`,
    ...(users.length > 0 ? [`Used by: ${users.join(', ')}.`] : []),
  ])
}

function checkText(check: CheckDef): string {
  return paragraphs(`${check.title} (check ${check.id})`, [check.why, `What to do: ${check.action}`])
}

function paragraphs(heading: string, texts: readonly string[]): string {
  return `${heading}\n\n${texts.map((text) => `${wrap(text)}\n`).join('\n')}`
}

function wrap(text: string): string {
  const lines: string[] = ['']
  for (const word of text.split(' ')) {
    const line = lines.at(-1) as string
    if (line !== '' && line.length + word.length > 90) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines.map((line) => `  ${line}`).join('\n')
}
