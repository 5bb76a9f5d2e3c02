import type { Better } from '../model/comparison.js'
import { isUnit, NO_NUMBER, numberOf, type Printed, type ProgramOutput } from './figure.js'
import type { Reader } from './reader.js'

const WORDS: readonly Better[] = ['higher', 'lower', 'neither']

/** Our own form: a line of its own, words apart by spaces. */
export const metric: Reader = {
  id: 'metric',
  title: 'metric NAME=VALUE[UNIT] [UNIT] [better=higher|lower]',
  what:
    'Anything that a script prints: `metric rps=1234.5 requests/s better=higher` is `workload:rps`. Without better= the change has a direction ' +
    'and no verdict of better or worse. The name is of letters, digits, ".", "_" and "-", at most 100 characters; the unit has at most 24. A line `metric phase=NAME` marks a phase and is no figure.',
  source: 'this project',
  sign: /^metric [^\s=]+=/m,
  read({ lines }) {
    const output: ProgramOutput = { program: 'metric lines', version: null, printed: [], problems: [] }
    for (const [index, line] of lines.entries()) {
      if (!/^metric [^\s=]+=/.test(line) || /^metric phase=/.test(line)) continue
      const made = lineFigure(line.slice(0, 1000).trimEnd())
      if (typeof made === 'string') output.problems.push(`line ${index + 1} of the output: ${made}`)
      else output.printed.push(made)
    }
    return output.printed.length + output.problems.length === 0 ? null : output
  },
}

/** The figure of a line, or what is wrong with the line. */
function lineFigure(line: string): Printed | string {
  const [, assignment = '', ...rest] = line.split(/\s+/)
  const name = assignment.slice(0, assignment.indexOf('='))
  const text = assignment.slice(name.length + 1)
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name))
    return 'expected a name of at most 100 letters, digits, ".", "_" and "-" behind "metric"'
  const [, digits = '', joined = ''] = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(.*)$/.exec(text) ?? []
  const units = joined === '' ? [] : [joined]
  let better: Better = 'neither'
  for (const word of rest) {
    const direction = /^better=(.*)$/.exec(word)?.[1]
    if (direction === undefined) units.push(word)
    else if ((WORDS as readonly string[]).includes(direction)) better = direction as Better
    else return `expected better=higher, better=lower or better=neither of ${name}`
  }
  const [unit = ''] = units
  if (units.length > 1 || !isUnit(unit))
    return `expected one unit of at most 24 characters behind the value of ${name}`
  const value = digits === '' ? Number.NaN : numberOf(digits)
  if (digits === '' && !NO_NUMBER.test(text)) return `expected a number as the value of ${name}`
  return { name: [name], value, unit, better, role: 'headline' }
}
