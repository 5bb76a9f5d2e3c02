import { InputError } from '../base/input-error.js'
import { printable } from '../base/printable.js'
import type { CheckDef } from '../checks/check.js'
import { CHECKS } from '../checks/index.js'
import { comparabilityText } from '../comparability/words.js'
import { METRICS } from '../metrics/index.js'
import type { MetricDef } from '../metrics/metric.js'
import { SCOPE_LABELS, scopeOf } from '../metrics/scope.js'
import { unitWords } from '../model/units.js'
import { BETTER_WORDS } from '../render/verdict-words.js'
import { GLOSSARY, type Term } from '../report/glossary.js'
import { WORDS, type Word } from '../report/words/index.js'
import { caveatsOf, fieldsOf, STREAMS, type Stream } from '../streams/registry.js'
import { EXIT, type Io } from './io.js'
import { EXPLAINED, explainedAs, mentions, nearest } from './known-words.js'

/** Prints what a word stands for; all of it where a metric and a stream share an id. */
export function explain(asked: string, io: Io): number {
  const id = explainedAs(asked)
  const sections = [
    ...GLOSSARY.filter((term) => term.id === id).map(termText),
    ...WORDS.filter((word) => word.id === id).map(wordText),
    ...EXPLAINED.filter((metric) => metric.id === id).map(metricText),
    ...STREAMS.filter((stream) => stream.id === id).map(streamText),
    ...CHECKS.filter((check) => check.id === id).map(checkText),
    ...mentionText(asked),
  ]
  if (sections.length === 0) {
    const near = nearest(asked)
    throw new InputError({
      path: 'explain',
      expected: 'a word of the reports or the id of a metric, stream or check',
      found: `"${printable(asked, 60)}"`,
      remedy: near.length > 0 ? `try ${near.join(', ')}` : 'see "mglru-report list"',
    })
  }
  io.stdout.write(`${sections.join('\n')}`)
  return EXIT.ok
}

function mentionText(asked: string): string[] {
  const found = mentions(asked)
  if (found.length === 0) return []
  return [
    paragraphs(
      `${asked}, where it is used`,
      found.map(({ id, text }) => `${id}: ${text}`),
    ),
  ]
}

const wordText = ({ title, what }: Word) => paragraphs(title, [what])

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
    `Caveats: ${caveatsOf(stream)}`,
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
