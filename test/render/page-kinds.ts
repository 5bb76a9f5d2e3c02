const WITHIN = /<(script|style|svg)\b[\s\S]*?<\/\1>/g
const TAG = /<(\/?)([a-z][a-z0-9]*)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*>/gi
const VOID = /^(?:meta|link|br|hr|img|input|col)$/

/**
 * What kinds of elements a page has: each by its tag, its classes and the names of its attributes, and by those of its parent;
 * figures by their kind, too. Pages of the same kinds look alike to whoever looks for barriers, or for what is too wide.
 */
export function kindsOf(html: string): Set<string> {
  const kinds = new Set<string>()
  const open: { tag: string; kind: string }[] = []
  for (const [, end, tag = '', attributes = ''] of html.replace(WITHIN, '').matchAll(TAG)) {
    if (end) {
      while (open.length > 0 && open.pop()?.tag !== tag);
      continue
    }
    const names = attributes
      .replace(/="[^"]*"/g, '')
      .trim()
      .split(/\s+/)
      .sort()
    const classes = /\sclass="([^"]*)"/.exec(attributes)?.[1] ?? ''
    const kind = `${tag} ${classes} [${names}]`
    kinds.add(`${open.at(-1)?.kind ?? ''} > ${kind}`)
    const figure = /\sid="([a-z]+)-/.exec(attributes)?.[1]
    if (tag === 'figure' && figure !== undefined) kinds.add(`figure: ${figure}`)
    if (!VOID.test(tag)) open.push({ tag, kind })
  }
  return kinds
}

/** As few of the pages as have every kind that any has, twice where two of them have it: always the one with the most that are wanted. */
export function covering<T>(pages: readonly { page: T; html: string }[]): T[] {
  const rest = pages.map(({ page, html }) => ({ page, kinds: [...kindsOf(html)] }))
  const wanted = new Map(rest.flatMap(({ kinds }) => kinds.map((kind) => [kind, 2])))
  const gain = ({ kinds }: { kinds: string[] }) => kinds.filter((kind) => (wanted.get(kind) ?? 0) > 0).length
  const chosen: T[] = []
  for (;;) {
    rest.sort((a, b) => gain(b) - gain(a))
    const best = rest.shift()
    if (best === undefined || gain(best) === 0) return chosen
    chosen.push(best.page)
    for (const kind of best.kinds) wanted.set(kind, (wanted.get(kind) ?? 0) - 1)
  }
}
