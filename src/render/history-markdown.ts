import { escapeMarkdown as text } from '../base/escape.js'
import type { History, HistoryMetric } from '../model/history.js'
import { changeText, valueText } from '../report/effect-text.js'
import {
  changeSentences,
  historyFacts,
  metricSentences,
  reportText,
  summarySentences,
} from '../report/history-text.js'
import { HISTORY_TITLE, leftText } from './history-html.js'

/** A job summary holds a megabyte: of long histories the last reports are those that matter. */
const MAX_ROWS = 20
const MAX_LEFT = 20

/** The changes in words, and the last reports of each metric, for a job summary. */
export function renderHistoryMarkdown(history: History): string {
  const { notes, left, metrics, methods } = history
  return `${[
    `## ${HISTORY_TITLE}`,
    text(historyFacts(history).join(' · ')),
    summarySentences(history)
      .map((one) => `- ${text(one)}`)
      .join('\n'),
    ...(notes.length === 0 ? [] : [notes.map((note) => `- ${text(note)}`).join('\n')]),
    ...(left.length === 0
      ? []
      : [
          [
            `${leftText(left.length)}:`,
            '',
            ...left.slice(0, MAX_LEFT).map(({ report, reason }) => `- ${text(report)}: ${text(reason)}`),
            ...(left.length > MAX_LEFT ? [`- and ${left.length - MAX_LEFT} more`] : []),
          ].join('\n'),
        ]),
    ...metrics.flatMap((metric) => section(history, metric)),
    `<details><summary>How it was done</summary>\n\n${methods.map(text).join('\n\n')}\n\n</details>`,
  ].join('\n\n')}\n`
}

function section(history: History, metric: HistoryMetric): string[] {
  const changes = metric.changes.map(
    (_, index) => `- ${text(changeSentences(history, metric, index).join(' '))}`,
  )
  return [
    `### ${text(metric.title)}`,
    text(metricSentences(metric).join(' ')),
    ...(changes.length === 0 ? [] : [changes.join('\n')]),
    table(history, metric),
  ]
}

function table(history: History, { points, unit }: HistoryMetric): string {
  const [off, on] = history.conditions
  const last = points.slice(-MAX_ROWS)
  const level = (one: { value: number } | null) => (one === null ? '' : valueText(one.value, unit))
  const rows = last.map(({ report, baseline, treatment, effect, missing }) => [
    reportText(history, report),
    missing === null ? level(baseline) : 'no value',
    missing === null ? level(treatment) : 'no value',
    effect === null || missing !== null ? '' : changeText(effect, unit),
  ])
  const body = [['', off, on, `effect of ${on}`], ...rows].map(
    (cells) => `| ${cells.map(text).join(' | ')} |`,
  )
  body.splice(1, 0, '| :-- | --: | --: | :-- |')
  const more = points.length - last.length
  return `${body.join('\n')}${more > 0 ? `\n\nThe last ${MAX_ROWS} of ${points.length} reports.` : ''}`
}
