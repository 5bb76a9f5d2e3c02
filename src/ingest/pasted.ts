/** What mails and browsers do to a text that is pasted into them. */
export type Paste = 'quoted' | 'indented' | 'hard-blanks'

const TITLES: Readonly<Record<Paste, string>> = {
  quoted: 'the quote marks of a mail',
  indented: 'the blanks before its lines',
  'hard-blanks': 'the hard blanks of a mail or a page',
}

/** In words, for messages. */
export const pastesOf = (paste: readonly Paste[]): string => paste.map((one) => TITLES[one]).join(' and ')

const HARD_BLANK = '\xc2\xa0'
/** Also behind a byte-order mark, and with a hard blank behind it. */
const QUOTE = /^(?:\xef\xbb\xbf)?[ \t]?(?:>(?: |\xc2\xa0)?)+/gm
/** How files begin that nobody indents but who pastes them; perf script aligns its lines to the right. */
const NOT_INDENTED =
  /^[ \t]+(?:(?:nr_free_pages|pgfault|pgmajfault|anon|cache) \d+\r?$|MemTotal:\s|(?:\S{1,200}:)?(?:some|full) avg10=|memcg +\d|(?:system-info|metrics):\s*$|Node \d+, zone|Linux \d\S* \(.*CPU\)|\{\s*"type"|@\w*(?:\[.*\])?: |Attach(?:ing|ed) \d+ probe)/m

/**
 * What was done to a text, by its first bytes, in the order in which it is undone; nothing in almost all files. Nearly all lines
 * must have it: words of a mail may stand between them.
 * @param head as latin1
 */
export function pasteOf(head: string): Paste[] {
  const done: Paste[] = []
  let lines = head.split('\n', 400).filter((line) => line.trim() !== '')
  if (shareOf(lines, (line) => line.search(QUOTE) === 0) > 0.6) {
    done.push('quoted')
    lines = lines.map((line) => line.replace(QUOTE, ''))
  }
  if (shareOf(lines, (line) => line.includes(HARD_BLANK)) > 0.2) {
    done.push('hard-blanks')
    lines = lines.map((line) => line.replaceAll(HARD_BLANK, ' '))
  }
  if (shareOf(lines, (line) => /^[ \t]/.test(line)) > 0.6 && NOT_INDENTED.test(lines.join('\n')))
    done.push('indented')
  return done
}

function shareOf(lines: readonly string[], is: (line: string) => boolean): number {
  return lines.length === 0 ? 0 : lines.filter(is).length / lines.length
}

/** The blanks that all lines have that have any. */
function indentation(text: string): string {
  const [first = '', ...others] = (text.match(/^[ \t]+(?=\S)/gm) ?? []) as string[]
  let length = first.length
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length--
  return first.slice(0, length)
}

/** Undoes it; a text is taken in whole lines, and keeps their number. */
export function unpasting(paste: readonly Paste[], head: string): (text: string) => string {
  const clean = (text: string) => {
    let rest = text
    if (paste.includes('quoted')) rest = rest.replace(QUOTE, '')
    return paste.includes('hard-blanks') ? rest.replaceAll(HARD_BLANK, ' ') : rest
  }
  const before = paste.includes('indented') ? indentation(clean(head)) : ''
  if (before === '') return clean
  return (text) =>
    clean(text).replace(/^[ \t]+/gm, (blanks) =>
      blanks.startsWith(before) ? blanks.slice(before.length) : blanks,
    )
}

const [NEWLINE, TAB, SPACE, MARK, HARD] = [10, 9, 32, 62, 0xc2]

/** Copies whole lines without what QUOTE matches, on their bytes: most mails are quoted and nothing else. Gives the length of what it wrote. */
export function unquoted(from: Buffer, into: Buffer): number {
  let [at, length] = [0, 0]
  while (at < from.length) {
    let quote = at
    if (from[quote] === 0xef && from[quote + 1] === 0xbb && from[quote + 2] === 0xbf) quote += 3
    if (from[quote] === SPACE || from[quote] === TAB) quote++
    if (from[quote] === MARK) at = quote
    while (from[at] === MARK) {
      at++
      if (from[at] === SPACE) at++
      else if (from[at] === HARD && from[at + 1] === 0xa0) at += 2
    }
    for (let byte = -1; at < from.length && byte !== NEWLINE; ) {
      byte = from[at++] as number
      into[length++] = byte
    }
  }
  return length
}
