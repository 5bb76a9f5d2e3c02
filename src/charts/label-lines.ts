import { printable } from '../base/printable.js'

/** Characters of a line under half of a small figure, and lines. */
const MAX_LINE = 13
const MAX_LINES = 3

/**
 * A Vega expression that gives the labels of a nominal axis in lines, each at its place: labels that are cut at the same
 * width may end up equal, and then neither side has a name.
 */
export function labelLines(labels: readonly [string, string]): string {
  // in the text of an expression an escape is undone again: what is to be seen of it has to be escaped before
  const shown = labels.map((label) => printable(label, 400))
  const lines = shown.map(wrapped)
  const same = JSON.stringify(lines[0]) === JSON.stringify(lines[1])
  return `(${JSON.stringify(same ? shown.map(tail) : lines)})[datum.index === 0 ? 0 : 1]`
}

function wrapped(label: string): string[] {
  const lines: string[] = []
  for (const word of label.split(' ')) {
    const joined = `${lines.at(-1) ?? ''} ${word}`.trim()
    if (lines.length > 0 && [...joined].length <= MAX_LINE) lines[lines.length - 1] = joined
    else lines.push(cut(word))
  }
  return lines.length <= MAX_LINES
    ? lines
    : [...lines.slice(0, MAX_LINES - 1), `${cut(lines[MAX_LINES - 1] ?? '', MAX_LINE - 1)}…`]
}

function cut(word: string, most = MAX_LINE): string {
  const characters = [...word]
  return characters.length <= most ? word : `${characters.slice(0, most - 1).join('')}…`
}

const tail = (label: string): string[] => [`…${[...label].slice(-(MAX_LINE - 1)).join('')}`]
