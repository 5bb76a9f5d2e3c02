// Tables that answer: sorted by a click or the Enter key on a head, filtered by a word, each row copied as a line of text.

/** Below this a table is read at a glance. */
const MIN_ROWS = 6

const note = document.createElement('p')
note.className = 'unseen'
note.setAttribute('role', 'status')

/** Gives every table with enough rows its controls; tables of single figures are their texts, and stay as they are. */
export function bringTablesToLife(): void {
  document.body.append(note)
  for (const table of document.querySelectorAll<HTMLTableElement>('main table')) {
    if (table.closest('figure') !== null) continue
    const body = table.tBodies[0]
    const head = table.tHead?.rows[0]
    if (body === undefined || head === undefined) continue
    addCopying(table, head, body)
    if (body.rows.length < MIN_ROWS) continue
    sortable(head, body)
    addFilter(table, body)
  }
}

type Order = 'ascending' | 'descending' | 'none'

/** Gives the heads their buttons. What is returned sorts by a column, or for -1 as the page had it; `onOrder` hears of clicks. */
export function sortable(
  head: HTMLTableRowElement,
  body: HTMLTableSectionElement,
  onOrder: () => void = () => {},
): (column: number, order: Order) => void {
  const first = [...body.rows]
  const order = (column: number, wanted: Order) => {
    for (const other of head.cells) other.removeAttribute('aria-sort')
    const cell = head.cells[column]
    if (cell === undefined || wanted === 'none') return body.append(...first)
    cell.setAttribute('aria-sort', wanted)
    const way = wanted === 'descending' ? -1 : 1
    const keys = new Map(first.map((row) => [row, keyOf(row.cells[column])]))
    body.append(...[...first].sort((a, b) => compare(keys.get(a), keys.get(b), way)))
  }
  for (const [column, cell] of [...head.cells].entries()) {
    // a picture is no order
    if (cell.querySelector('svg') !== null) continue
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'sort'
    button.append(...cell.childNodes)
    cell.append(button)
    button.addEventListener('click', () => {
      const next = { none: 'ascending', ascending: 'descending', descending: 'none' } as const
      order(column, next[(cell.getAttribute('aria-sort') ?? 'none') as Order])
      onOrder()
    })
  }
  return order
}

type Key = number | string | null

/** The number that a cell begins with, else its text; null for a cell without anything. */
function keyOf(cell: HTMLTableCellElement | undefined): Key {
  const text = (cell?.textContent ?? '').trim()
  if (text === '' || text === '—') return null
  const plain = text.replaceAll('\u202f', '').replace('\u2212', '-')
  const match = /^(×|[+-])?(\d+(?:\.\d+)?(?:e[+-]?\d+)?)/.exec(plain)
  if (match === null) return text.toLowerCase()
  const value = Number(match[2])
  // ×3 is a change of +200%
  if (match[1] === '×') return (value - 1) * 100
  return match[1] === '-' ? -value : value
}

/** What is missing comes last in either order. */
function compare(a: Key | undefined, b: Key | undefined, way: number): number {
  if (a == null || b == null) return a == null ? (b == null ? 0 : 1) : -1
  if (typeof a === 'number' && typeof b === 'number') return way * (a - b)
  return way * String(a).localeCompare(String(b), 'en', { numeric: true })
}

function addFilter(table: HTMLTableElement, body: HTMLTableSectionElement): void {
  const input = document.createElement('input')
  input.type = 'search'
  input.className = 'filter'
  input.placeholder = 'Filter rows'
  input.setAttribute('aria-label', `Filter the rows of: ${table.caption?.textContent ?? 'this table'}`)
  input.addEventListener('input', () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean)
    let shown = 0
    for (const row of body.rows) {
      const text = (row.textContent ?? '').toLowerCase()
      row.hidden = !words.every((word) => text.includes(word))
      if (!row.hidden) shown++
    }
    note.textContent = `${shown} of ${body.rows.length} rows`
  })
  table.closest('.scroll')?.before(input)
}

function addCopying(table: HTMLTableElement, head: HTMLTableRowElement, body: HTMLTableSectionElement): void {
  const labels = [...head.cells].map((cell) => textOf(cell))
  for (const row of body.rows) {
    const [first, ...rest] = row.cells
    if (first === undefined) continue
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'copy'
    button.textContent = 'Copy'
    button.setAttribute('aria-label', `Copy the row: ${textOf(first)}`)
    const line = () => {
      const parts = rest.flatMap((cell, index) => {
        const text = textOf(cell)
        return text === '' ? [] : [`${labels[index + 1]} ${text}`]
      })
      return `${textOf(first)}: ${parts.join('; ')}`
    }
    const text = line()
    button.addEventListener('click', () => {
      void copy(text).then((done) => {
        note.textContent = done ? 'Copied' : 'Could not be copied'
        button.textContent = done ? 'Copied' : 'Failed'
        setTimeout(() => {
          button.textContent = 'Copy'
        }, 1500)
      })
    })
    first.append(button)
  }
  table.classList.add('alive')
}

/** The text of a cell on one line; parts that stand below each other keep a space between. */
export function textOf(cell: HTMLElement): string {
  const parts: string[] = []
  const visit = (node: Node) => {
    if (node instanceof HTMLElement && (node.classList.contains('marks') || node.classList.contains('copy')))
      return
    if (node.nodeType === Node.TEXT_NODE) parts.push(node.textContent ?? '')
    else if (node instanceof HTMLBRElement) parts.push(' ')
    else for (const child of node.childNodes) visit(child)
  }
  visit(cell)
  return parts.join('').replace(/\s+/g, ' ').trim()
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    // a page from a file may have no clipboard: the old way asks for none
    const field = document.createElement('textarea')
    field.value = text
    field.className = 'unseen'
    document.body.append(field)
    field.select()
    const done = document.execCommand('copy')
    field.remove()
    return done
  }
}
