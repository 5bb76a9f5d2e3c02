import * as vega from 'vega'
import { compile } from 'vega-lite'
import { escapeHtml } from '../base/escape.js'
import type { Figure } from '../model/chart.js'
import { FONT, THEME } from './theme.js'

/**
 * Draws a figure to SVG text, the same bytes each time. A warning of the compiler is an error: charts that compile
 * with warnings show something else than was meant.
 */
export async function drawSvg(figure: Figure): Promise<string> {
  const complaints: string[] = []
  const complain = (...parts: readonly unknown[]) => {
    complaints.push(parts.map(String).join(' '))
    return logger
  }
  const logger = {
    level: () => logger,
    warn: complain,
    error: complain,
    info: () => logger,
    debug: () => logger,
  } as never
  const { spec } = compile({ ...figure.spec, config: THEME } as never, { logger })
  vega.resetSVGDefIds()
  const view = new vega.View(vega.parse(spec), { renderer: 'none', logger })
  const svg = await view.toSVG()
  view.finalize()
  if (complaints.length > 0) throw new Error(`chart ${figure.id}: ${complaints.join('; ')}`)
  return slim(svg).replace(
    '<svg ',
    `<svg role="img" aria-label="${escapeHtml(figure.alt)}" font-family="${escapeHtml(FONT)}" `,
  )
}

// What Vega writes on every mark and nobody needs: the picture is one image with one text, and its font is inherited.
const NEEDLESS =
  / (?:class|role|aria-[a-z]+|font-family|pointer-events|xmlns:xlink|version)="[^"]*"| (?:opacity|stroke-width)="1"| (?:x2|y2)="0"| transform="translate\(0,0\)"/g
const LONG = /-?\d+\.\d{3,}(?:e-\d+)?/g
const INVISIBLE = /<path(?: d="[^"]*")?(?: display="none")?\/>/g

/** The same picture in a third of the bytes. Only tags are touched: in text, Vega escapes what would open or close one. */
function slim(svg: string): string {
  const short = svg
    .replace(/<[a-z][^>]*>/g, (tag) =>
      tag
        .replace(NEEDLESS, '')
        .replace(/(\d)px"/g, '$1"')
        .replace(/ (?:d|transform|[xy]2|width|height)="[^"]*"/g, (shape) =>
          shape.replace(LONG, (number) => String(Math.round(Number(number) * 100) / 100)),
        ),
    )
    .replace(INVISIBLE, '')
  return withoutBareGroups(short).replace(RUN, shared)
}

const SHAPE = '<(?:path|line|rect)[^>]*/>|<text[^>]*>[^<]*</text>'
const RUN = new RegExp(`(?:${SHAPE}){2,}`, 'g')
const INHERITED =
  / (?:fill|stroke|stroke-opacity|stroke-width|stroke-dasharray|font-size|font-weight|text-anchor)="[^"]*"/g

/** Neighbours that are painted alike say so once, in a group. */
function shared(run: string): string {
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

/** Groups that carry nothing only nest: their content stays, they go. */
function withoutBareGroups(svg: string): string {
  const open: boolean[] = []
  return svg.replace(/<g(?: [^>]*)?>|<\/g>/g, (tag) => {
    if (tag === '</g>') return open.pop() === true ? '' : tag
    open.push(tag === '<g>')
    return tag === '<g>' ? '' : tag
  })
}
