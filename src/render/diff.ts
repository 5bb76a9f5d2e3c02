import { escapeMarkdown } from '../base/escape.js'
import { printable } from '../base/printable.js'
import { stableJson } from '../base/stable-json.js'
import { effectCells, OUTCOME_WORDS, subject, toleratedText, worstFirst } from '../gate/words.js'
import type { Diff, DiffRow, DiffSide } from '../model/diff.js'
import { VERDICT_WORDS } from '../report/verdict-words.js'
import { junitXml } from './junit.js'

const MARKS = { pass: '✓', fail: '✗', 'cannot-tell': '?' } as const
const MAX_TEXT = 1000

const nameOf = (diff: Diff, row: DiffRow) => subject(row, diff.question === 'effects' ? 'effects' : 'levels')

/** "4 sessions of Linux 6.12.1 (a, b, c and 2 more)". */
function sideText({ sessions, kernels, recordings }: DiffSide): string {
  const SHOWN = 3
  const ids = [...new Set(recordings.map(({ experiment }) => experiment))]
  const rest = ids.length > SHOWN ? ` and ${ids.length - SHOWN} more` : ''
  const kernel = kernels.length === 0 ? '' : ` of Linux ${kernels.join(', ')}`
  return `${sessions} ${sessions === 1 ? 'session' : 'sessions'}${kernel} (${ids.slice(0, SHOWN).join(', ')}${rest})`
}

/** For a terminal and a log: the outcome, both sides, a line for each comparison, what to know of the sides. */
export function renderDiffText(diff: Diff): string {
  const line = (text: string) => printable(text, MAX_TEXT)
  return `${[
    line(diff.summary),
    '',
    line(diff.asked),
    `  base: ${line(sideText(diff.base))}`,
    `  new:  ${line(sideText(diff.new))}`,
    '',
    ...worstFirst(diff.rows).map(
      (row) => `  ${MARKS[row.outcome]} ${OUTCOME_WORDS[row.outcome]}: ${line(row.text)}`,
    ),
    ...(diff.notes.length === 0 ? [] : ['', ...diff.notes.map((note) => `  ! ${line(note)}`)]),
  ].join('\n')}\n`
}

/** For a job summary: GitHub's and GitLab's Markdown. */
export function renderDiffMarkdown(diff: Diff): string {
  const text = (one: string) => escapeMarkdown(one)
  const rows = worstFirst(diff.rows).map((row) => {
    const [change, interval] = effectCells(row)
    const cells = [
      `${MARKS[row.outcome]} ${OUTCOME_WORDS[row.outcome]}`,
      text(nameOf(diff, row)),
      text(change),
      text(interval),
      text(toleratedText(row)),
      VERDICT_WORDS[row.verdict],
    ]
    return `| ${cells.join(' | ')} |`
  })
  return `${[
    `### ${MARKS[diff.outcome]} ${text(diff.summary)}`,
    '',
    text(diff.asked),
    '',
    `- base: ${text(sideText(diff.base))}`,
    `- new: ${text(sideText(diff.new))}`,
    '',
    '| | metric | change | interval | tolerated | verdict |',
    '| :-- | :-- | --: | :-- | --: | :-- |',
    ...rows,
    '',
    ...diff.notes.flatMap((note) => [`> ${text(note)}`, '']),
    '<details><summary>In sentences, and how it was compared</summary>',
    '',
    ...worstFirst(diff.rows).map((row) => `- ${text(row.text)}`),
    '',
    ...diff.methods.map((one) => `${text(one)}\n`),
    '</details>',
  ].join('\n')}\n`
}

/** A test case for each comparison: a regression fails, what cannot be told is skipped, unless it is to fail too. */
export function renderDiffJunit(diff: Diff, failInconclusive: boolean): string {
  return junitXml('mglru-report diff', [
    {
      name: diff.asked,
      properties: [
        ['outcome', OUTCOME_WORDS[diff.outcome]],
        ['base', sideText(diff.base)],
        ['new', sideText(diff.new)],
        ...diff.notes.map((note) => ['note', note] as const),
      ],
      cases: diff.rows.map((row) => ({
        name: nameOf(diff, row),
        classname: `mglru-report.diff.${row.metric}`,
        outcome:
          row.outcome === 'pass'
            ? 'passed'
            : row.outcome === 'fail' || failInconclusive
              ? 'failed'
              : 'skipped',
        message: `${OUTCOME_WORDS[row.outcome]}: ${VERDICT_WORDS[row.verdict]}`,
        text: row.text,
      })),
    },
  ])
}

export const renderDiffJson = (diff: Diff) => stableJson(diff)
