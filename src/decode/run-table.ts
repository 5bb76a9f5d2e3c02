import { withoutApostrophe } from '../base/formula.js'
import { InputError } from '../base/input-error.js'
import type { CutLine } from '../ingest/cut-line.js'
import { type CsvRow, csvRows, type Separator } from './csv.js'

/** One number of one run. */
export interface RunValueRow {
  run: string
  condition: string
  metric: string
  /** Null where the table has none. */
  value: number | null
  /** Null where the table does not say: then the number is shown, and not judged. */
  unit: string | null
  better: 'lower' | 'higher' | 'neither' | null
  block: number | null
  position: number | null
  line: number
}

const NEEDED = ['run', 'condition', 'metric', 'value'] as const
const OPTIONAL = ['unit', 'better', 'block', 'position'] as const
const BETTER = ['lower', 'higher', 'neither'] as const
const EXAMPLE = 'as in: run,condition,metric,value,unit,better'

/** Of the header, in which no name has one of them. */
const separatorOf = (text: string): Separator => (/^[^,\n]*?([;\t])/.exec(text)?.[1] as Separator) ?? ','

/**
 * A table of runs: CSV with a header, in any order of columns, one number of one run in each row. RFC 4180 asks for no newline behind the
 * last row: without one it is used where nothing behind it could change what it says. Cells may be separated by tabs, or by semicolons:
 * then a comma in a value is the decimal sign, and no value may have a point.
 * @throws InputError for a column that is missing or not known, and a cell that is not what its column says.
 */
export function runTable(
  text: string,
  path: string,
  onCut: (cut: CutLine) => void = () => {},
): RunValueRow[] {
  const separator = separatorOf(text)
  const [header, ...rows] = csvRows(text, path, separator)
  if (header === undefined)
    throw new InputError({ path, expected: 'a header', found: 'an empty table', remedy: EXAMPLE })
  const columns = header.cells.map((cell) => cell.trim())
  const lacking = NEEDED.filter((name) => !columns.includes(name))
  const foreign = columns.filter((name) => ![...NEEDED, ...OPTIONAL].some((one) => one === name))
  const twice = columns.find((name, index) => columns.indexOf(name) !== index)
  if (lacking.length > 0 || foreign.length > 0 || twice !== undefined)
    throw new InputError({
      path,
      line: header.line,
      expected: `columns ${NEEDED.join(', ')}, and ${OPTIONAL.join(', ')} where they are known`,
      found:
        lacking.length > 0
          ? `no ${lacking.join(', ')}`
          : `${JSON.stringify((twice ?? foreign[0] ?? '').slice(0, 60))}`,
      remedy: EXAMPLE,
    })
  const last = text.endsWith('\n') ? undefined : rows.pop()
  if (last !== undefined) {
    const used = isWhole(last, columns, text)
    if (used) rows.push(last)
    onCut({ line: last.line, text: text.slice(text.lastIndexOf('\n') + 1), used })
  }
  const at = columns.indexOf('value')
  const comma = separator === ';' && rows.some(({ cells }) => /^\s*\d*,\d*\s*$/.test(cells[at] ?? ''))
  return rows.map((row) => rowOf(row, columns, path, comma))
}

/** A word of a list, or a number in quotes. */
function isWhole({ cells }: CsvRow, columns: readonly string[], text: string): boolean {
  const cell = cells.at(-1) ?? ''
  const ends = columns.at(-1) === 'better' ? BETTER.some((one) => one === cell) : /"[\d.]+"$/.test(text)
  return cells.length === columns.length && ends
}

function rowOf(
  { cells, line }: CsvRow,
  columns: readonly string[],
  path: string,
  comma: boolean,
): RunValueRow {
  const fail = (expected: string, found: string) =>
    new InputError({
      path,
      line,
      expected,
      found: JSON.stringify(found.slice(0, 60)),
      remedy: 'correct the table',
    })
  if (cells.length !== columns.length) throw fail(`${columns.length} cells`, String(cells.length))
  const cell = (name: string) => withoutApostrophe((cells[columns.indexOf(name)] ?? '').trim())
  const named = (name: 'run' | 'condition' | 'metric') => {
    const text = cell(name)
    if (!/^[^\p{Cc}]{1,100}$/u.test(text)) throw fail(`a ${name} of 1 to 100 characters`, text)
    return text
  }
  const whole = (name: 'block' | 'position') => {
    const text = cell(name)
    if (!/^\d{0,6}$/.test(text)) throw fail(`a whole number as ${name}`, text)
    return text === '' ? null : Number(text)
  }
  const given = cell('value')
  if (comma && given.includes('.')) throw fail('a decimal comma, as other values have it', given)
  const value = comma ? given.replace(',', '.') : given
  if (!/^(?:[+]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][+-]?\d{1,3})?)?$/.test(value))
    throw fail('a number at or above 0 as value, or nothing', given)
  const better = cell('better')
  if (better !== '' && !BETTER.some((one) => one === better))
    throw fail(`better to be ${BETTER.join(', ')}`, better)
  return {
    run: named('run'),
    condition: named('condition'),
    metric: named('metric'),
    value: value === '' ? null : Number(value),
    unit: cell('unit') === '' ? null : cell('unit'),
    better: better === '' ? null : (better as RunValueRow['better']),
    block: whole('block'),
    position: whole('position'),
    line,
  }
}
