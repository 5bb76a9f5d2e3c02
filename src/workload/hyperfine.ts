import { figureName, type Printed, type ProgramOutput } from './figure.js'
import { isRecord, member, numberAt } from './json-documents.js'
import type { Reader } from './reader.js'

const FIGURES = [
  ['median', 'headline'],
  ['mean', 'descriptive'],
  ['min', 'descriptive'],
  ['max', 'descriptive'],
  ['user', 'secondary'],
  ['system', 'secondary'],
] as const

/** https://github.com/sharkdp/hyperfine: --export-json. Its runs are repeats within one of ours, never replicates. */
export const hyperfine: Reader = {
  id: 'hyperfine',
  title: 'hyperfine --export-json',
  what:
    'Of each command, named with -n or by its parameters: `hyperfine.NAME.median` in seconds, with `mean`, `min`, `max`, `user` and `system`. Its runs are one value of one run here. ' +
    'Without a name the command is `command-1` and so on, since a command line may tell too much.',
  source: 'captured from hyperfine 1.15',
  sign: /^[ \t]*(?:\{[ \t]*)?"results"\s*:/m,
  read({ documents }) {
    const found = documents.flatMap(({ value }) => {
      const results = member(value, 'results')
      return Array.isArray(results) && results.length > 0 && results.every(isResult) ? [results] : []
    })
    if (found.length === 0) return null
    const output: ProgramOutput = { program: 'hyperfine', version: null, printed: [], problems: [] }
    for (const results of found)
      for (const [index, result] of results.entries()) output.printed.push(...ofResult(result, index))
    return output
  },
}

const isResult = (value: unknown) =>
  isRecord(value) && typeof member(value, 'command') === 'string' && numberAt(value, 'mean') !== null

function ofResult(result: unknown, index: number): Printed[] {
  const codes = member(result, 'exit_codes')
  const failed = Array.isArray(codes) ? codes.filter((code) => code !== 0).length : 0
  const refused = failed === 0 ? {} : { refused: `the command failed in ${failed} of hyperfine's runs` }
  return FIGURES.flatMap(([key, role]): Printed[] => {
    const value = numberAt(result, key)
    if (value === null) return []
    return [
      {
        name: ['hyperfine', nameOf(result, index), key],
        value,
        unit: 's',
        better: 'lower',
        role,
        ...refused,
      },
    ]
  })
}

/** -n gives a name in place of the command; a command line has a space or a slash. */
function nameOf(result: unknown, index: number): string {
  const parameters = member(result, 'parameters')
  if (isRecord(parameters) && Object.keys(parameters).length > 0)
    return figureName(Object.entries(parameters).map(([key, value]) => `${key}-${String(value)}`))
  const command = String(member(result, 'command'))
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,60}$/.test(command) ? command : `command-${index + 1}`
}
