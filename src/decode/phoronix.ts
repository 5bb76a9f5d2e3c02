import { InputError } from '../base/input-error.js'
import type { RunValueRow } from './run-table.js'

const MAX_RESULTS = 1000
const BETTER: Readonly<Record<string, RunValueRow['better']>> = { LIB: 'lower', HIB: 'higher' }

/**
 * composite.xml of the Phoronix Test Suite: each result has an entry for each identifier, which is a condition, and in it the value of
 * each pass. The n-th pass of a result is its run n. https://github.com/phoronix-test-suite/phoronix-test-suite
 * @throws InputError for what is cut off or holds no pass.
 */
export function phoronixRows(text: string, path: string): RunValueRow[] {
  const fail = (expected: string, found: string) =>
    new InputError({ path, expected, found, remedy: 'give composite.xml of test-results/NAME, whole' })
  if (!text.trimEnd().endsWith('</PhoronixTestSuite>'))
    throw fail('</PhoronixTestSuite> at the end', 'a file that is cut off')
  const results = elements(text, 'Result')
  if (results.length > MAX_RESULTS) throw fail(`at most ${MAX_RESULTS} results`, 'more')
  const rows = results.flatMap(({ inner, line }) => {
    const head = inner.slice(0, Math.max(0, inner.indexOf('<Data>')))
    const metric = [textOf(head, 'Title'), textOf(head, 'Description')]
      .filter((part) => part !== '')
      .join(' ')
    const unit = textOf(head, 'Scale')
    const better = BETTER[textOf(head, 'Proportion')] ?? null
    return elements(inner, 'Entry').flatMap((entry) => {
      const condition = textOf(entry.inner, 'Identifier')
      const passes = textOf(entry.inner, 'RawString')
      const values = passes === '' ? [textOf(entry.inner, 'Value')] : passes.split(':')
      return values.map(
        (value, index): RunValueRow => ({
          run: `${condition} ${index + 1}`,
          condition,
          metric: metric === '' ? textOf(head, 'Identifier') : metric,
          value: /^\d{1,30}(?:\.\d{1,30})?$/.test(value.trim()) ? Number(value) : null,
          unit: unit === '' ? null : unit,
          better,
          block: null,
          position: null,
          line: line + entry.line - 1,
        }),
      )
    })
  })
  if (rows.length === 0) throw fail('results with entries', 'none')
  return rows
}

/** What stands in each element of a name, none of which holds another of the same name, and on which line it begins. */
function elements(text: string, name: string): { inner: string; line: number }[] {
  const found: { inner: string; line: number }[] = []
  let [at, line, counted] = [0, 1, 0]
  for (;;) {
    const start = text.indexOf(`<${name}>`, at)
    const end = start === -1 ? -1 : text.indexOf(`</${name}>`, start)
    if (end === -1 || found.length > MAX_RESULTS) return found
    line += text.slice(counted, start).split('\n').length - 1
    counted = start
    found.push({ inner: text.slice(start + name.length + 2, end), line })
    at = end
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function textOf(text: string, name: string): string {
  const inner = elements(text, name)[0]?.inner ?? ''
  return inner
    .slice(0, 10_000)
    .replace(/^<!\[CDATA\[|\]\]>$/g, '')
    .replace(/&(amp|lt|gt|quot|apos);/g, (_, entity: string) => ENTITIES[entity] as string)
    .trim()
}
