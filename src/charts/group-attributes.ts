const SHAPE = '<(?:path|line|rect)[^>]*/>|<text[^>]*>[^<]*</text>'
const RUN = new RegExp(`(?:${SHAPE}){2,}`, 'g')
const INHERITED =
  / (?:fill|stroke|stroke-opacity|stroke-width|stroke-dasharray|font-size|font-weight|text-anchor)="[^"]*"/g

/**
 * The same picture with less said twice: its font once for all, groups that carry nothing taken away, and the paint of
 * neighbours that look alike in a group around them. Touches tags only, never text.
 */
export function groupAttributes(svg: string, font: string): string {
  const short = svg.replace(/<[a-z][^>]*>/g, (tag) =>
    tag.replace(/ font-family="[^"]*"/, '').replace(/(\d)px"/g, '$1"'),
  )
  return withoutBareGroups(short).replace(RUN, grouped).replace('<svg ', `<svg font-family="${font}" `)
}

function grouped(run: string): string {
  const groups: { paint: string; shapes: string[] }[] = []
  for (const shape of run.match(new RegExp(SHAPE, 'g')) ?? []) {
    const tag = shape.slice(0, shape.indexOf('>') + 1)
    const paint = (tag.match(INHERITED) ?? []).join('')
    const bare = tag.replace(INHERITED, '') + shape.slice(tag.length)
    const last = groups.at(-1)
    if (last?.paint === paint) last.shapes.push(bare)
    else groups.push({ paint, shapes: [bare] })
  }
  return groups
    .map(({ paint, shapes }) =>
      shapes.length === 1
        ? (shapes[0] as string).replace(/^<[a-z]+/, (name) => name + paint)
        : `<g${paint}>${shapes.join('')}</g>`,
    )
    .join('')
}

function withoutBareGroups(svg: string): string {
  const open: boolean[] = []
  return svg.replace(/<g(?: [^>]*)?>|<\/g>/g, (tag) => {
    if (tag === '</g>') return open.pop() === true ? '' : tag
    const bare = tag === '<g>' || tag === '<g transform="translate(0,0)">'
    open.push(bare)
    return bare ? '' : tag
  })
}
