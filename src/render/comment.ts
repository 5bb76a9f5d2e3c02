import { escapeMarkdown as text } from '../base/escape.js'
import { sha256 } from '../base/sha256.js'
import type { Report } from '../model/report.js'
import { clipped } from '../report/command-summary.js'
import { decisionOf } from '../report/decision.js'
import { screenOf } from '../report/screen.js'
import { capital } from '../report/sentence-parts.js'

/** A thread wants an answer: what does not fit into these lines is in the report. */
export const MAX_LINES = 12
const MAX_CAUTIONS = 3
const MAX_LINE = 600

/** A comment for a thread: what to do, the numbers, the largest cautions, how to repeat it, on which data. At most 12 lines. */
export function renderComment(report: Report): string {
  const { question, facts, invalid, answers, cautions } = screenOf(report)
  const { word, why } = decisionOf(report)
  const line = (one: string) => text(clipped(one, MAX_LINE))
  const own = answers
    .filter(({ word: kind }) => kind !== 'secondary')
    .slice(0, MAX_LINES - 5 - MAX_CAUTIONS)
    .map(({ word: kind, text: what }) => `${capital(kind)}: ${what}`)
  const lines = [
    `**${capital(word)}.** ${line(question)} ${line(why)}`,
    '',
    ...[
      facts.join(', '),
      ...invalid,
      ...own,
      // the last line counts the checks
      ...cautions
        .slice(0, -1)
        .slice(0, MAX_CAUTIONS)
        .map((caution) => `Caution: ${caution}`),
      `Repeat: ${commandOf(report)}`,
      `Data: ${report.inputs.length} files, sha256 ${dataHash(report)}`,
    ].map((one) => `- ${line(one)}`),
  ]
  return `${lines.join('\n')}\n`
}

function commandOf({ experiment, conditions }: Report): string {
  if (experiment.kind === 'directory') return `mglru-report analyze ${experiment.id}`
  const named = conditions[0].id === 'baseline'
  return named
    ? 'mglru-report analyze --baseline NAME FILE... --treatment NAME FILE...'
    : 'mglru-report analyze --off FILE... --on FILE...'
}

/** Of all input files: of the sorted lines "sha256  run/name", as sha256sum writes them. */
export function dataHash({ inputs }: Report): string {
  const lines = inputs.map(({ run, name, sha256: hash }) => `${hash}  ${run}/${name}\n`).sort()
  return sha256(lines.join(''))
}
