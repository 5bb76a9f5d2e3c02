import * as vega from 'vega'
import { compile } from 'vega-lite'
import { escapeHtml } from '../base/escape.js'
import type { Figure } from '../model/chart.js'
import { compactSvg } from './compact-svg.js'
import { groupAttributes } from './group-attributes.js'
import { safe } from './safe.js'
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
  const { spec } = compile({ ...safe(figure.spec), config: THEME } as never, { logger })
  vega.resetSVGDefIds()
  const view = new vega.View(vega.parse(spec), { renderer: 'none', logger })
  const svg = await view.toSVG()
  view.finalize()
  if (complaints.length > 0) throw new Error(`chart ${figure.id}: ${complaints.join('; ')}`)
  return groupAttributes(compactSvg(svg), escapeHtml(FONT)).replace(
    '<svg ',
    `<svg role="img" aria-label="${escapeHtml(figure.alt)}" `,
  )
}
