// The script of the index of many reports: sorts and filters its table, keeps both in the address, and makes CSV of what is shown.
// Without it the page is complete.
import { cell } from '../src/exchange/csv-cell.js'
import { sortable, textOf } from './tables.js'

interface Choice {
  words: string
  /** Text wanted of a column, by its number. */
  columns: Map<number, string>
  /** Of which column a verdict is wanted; -1 for any. */
  metric: number
  verdict: string
  sort: number
  descending: boolean
}

const table = document.querySelector<HTMLTableElement>('table.index')
const head = table?.tHead?.rows[0]
const body = table?.tBodies[0]
if (table != null && head !== undefined && body !== undefined) bringToLife(table, head, body)
document.documentElement.dataset['script'] = 'ran'

function bringToLife(
  whole: HTMLTableElement,
  heads: HTMLTableRowElement,
  rows: HTMLTableSectionElement,
): void {
  const titles = [...heads.cells].map(textOf)
  // read once: a thousand rows of text are searched at each key
  const texts = new Map([...rows.rows].map((row) => [row, [...row.cells].map(textOf)]))
  const numbered = [...heads.cells].map((cell, column) => ({ cell, column }))
  const filtered = numbered.filter(({ cell }) => 'filter' in cell.dataset)
  const verdicts = numbered.filter(({ cell }) => 'verdicts' in cell.dataset)

  const panel = document.createElement('form')
  panel.className = 'controls'
  panel.setAttribute('aria-label', 'Which experiments are shown')
  panel.addEventListener('submit', (event) => event.preventDefault())
  const search = document.createElement('input')
  search.type = 'search'
  search.placeholder = 'Filter rows'
  search.setAttribute('aria-label', 'Filter rows by words')
  panel.append(search)
  const selects = filtered.map(({ column }) => {
    const values = new Set([...texts.values()].map((cells) => cells[column] ?? ''))
    const all = [...values].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    return { column, select: choiceOf(panel, titles[column] ?? '', 'all', all) }
  })
  const metric = choiceOf(
    panel,
    'Verdict of',
    'any primary metric',
    verdicts.map(({ column }) => titles[column] ?? ''),
  )
  const found = new Set(
    [...texts.values()].flatMap((cells) => verdicts.flatMap(({ column }) => wordOf(cells[column]))),
  )
  const verdict = choiceOf(panel, 'is', 'anything', [...found].sort())
  const clear = button(panel, 'Clear')
  const save = button(panel, 'CSV of what is shown')
  const status = document.createElement('output')
  panel.append(status)
  whole.closest('.scroll')?.before(panel)

  const order = sortable(heads, rows, () => change())
  const chosen = (): Choice => ({
    words: search.value,
    columns: new Map(
      selects.filter(({ select }) => select.value !== '').map(({ column, select }) => [column, select.value]),
    ),
    metric: verdicts[metric.selectedIndex - 1]?.column ?? -1,
    verdict: verdict.value,
    sort: [...heads.cells].findIndex((cell) => cell.hasAttribute('aria-sort')),
    descending: heads.querySelector('[aria-sort=descending]') !== null,
  })
  const show = () => {
    const choice = chosen()
    let shown = 0
    for (const [row, cells] of texts) {
      row.hidden = !matches(cells, choice, verdicts)
      if (!row.hidden) shown++
    }
    status.textContent = `${shown} of ${texts.size} experiments shown`
  }
  const change = () => {
    show()
    const address = addressOf(chosen(), titles)
    history.replaceState(null, '', address === '' ? location.pathname + location.search : `#${address}`)
  }
  const restore = () => {
    const given = new URLSearchParams(location.hash.slice(1))
    search.value = given.get('words') ?? ''
    for (const { column, select } of selects) select.value = given.get(titles[column] ?? '') ?? ''
    metric.value = given.get('metric') ?? ''
    verdict.value = given.get('verdict') ?? ''
    // what the address names is not there: everything is shown
    for (const one of [metric, verdict, ...selects.map(({ select }) => select)])
      if (one.selectedIndex === -1) one.selectedIndex = 0
    order(titles.indexOf(given.get('sort') ?? ''), given.has('descending') ? 'descending' : 'ascending')
    show()
  }
  for (const input of [search, metric, verdict, ...selects.map(({ select }) => select)])
    input.addEventListener('input', change)
  clear.addEventListener('click', () => {
    history.replaceState(null, '', location.pathname + location.search)
    restore()
  })
  save.addEventListener('click', () => {
    const marked = new Set(verdicts.map(({ column }) => column))
    // the sign before a verdict is for the eye
    const plain = (text: string, column: number) =>
      marked.has(column) ? text.replace(/^\S (?=[a-z])/, '') : text
    const shown = [...rows.rows].filter((row) => !row.hidden).map((row) => (texts.get(row) ?? []).map(plain))
    download([titles, ...shown].map((cells) => `${cells.map(cell).join(',')}\r\n`).join(''))
  })
  addEventListener('hashchange', restore)
  restore()
}

/** "✓ improved, size uncertain −12%, …" is improved. */
function wordOf(text: string | undefined): string[] {
  const [, word] = /^\S ([a-z ]+?)(?=,| [^a-z]|$)/.exec(text ?? '') ?? []
  return word === undefined ? [] : [word]
}

function matches(cells: readonly string[], choice: Choice, verdicts: readonly { column: number }[]): boolean {
  for (const [column, text] of choice.columns) if (cells[column] !== text) return false
  if (choice.verdict !== '') {
    const columns = choice.metric === -1 ? verdicts.map(({ column }) => column) : [choice.metric]
    if (!columns.some((column) => wordOf(cells[column])[0] === choice.verdict)) return false
  } else if (choice.metric !== -1 && wordOf(cells[choice.metric]).length === 0) return false
  const all = cells.join(' ').toLowerCase()
  return choice.words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word))
}

function addressOf(choice: Choice, titles: readonly string[]): string {
  const address = new URLSearchParams()
  if (choice.words !== '') address.set('words', choice.words)
  for (const [column, text] of choice.columns) address.set(titles[column] ?? '', text)
  if (choice.metric !== -1) address.set('metric', titles[choice.metric] ?? '')
  if (choice.verdict !== '') address.set('verdict', choice.verdict)
  if (choice.sort !== -1) address.set('sort', titles[choice.sort] ?? '')
  if (choice.descending) address.set('descending', '')
  return address.toString()
}

function choiceOf(
  panel: HTMLElement,
  title: string,
  all: string,
  values: readonly string[],
): HTMLSelectElement {
  const label = document.createElement('label')
  const select = document.createElement('select')
  select.setAttribute('aria-label', title)
  select.append(new Option(all, ''), ...values.map((value) => new Option(value, value)))
  label.append(`${title} `, select)
  panel.append(label)
  return select
}

function button(panel: HTMLElement, text: string): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.textContent = text
  panel.append(made)
  return made
}

function download(text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
  link.download = 'experiments.csv'
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
