import type { Figure } from '../model/chart.js'
import type { Report } from '../model/report.js'
import { CHARTS } from './index.js'
import { drawSvg } from './svg.js'

const figures = new WeakMap<Report, readonly Figure[]>()
const pictures = new WeakMap<Figure, Promise<string>>()

/** Every figure of a report, in the order in which it shows them; made once for all forms. */
export function figuresOf(report: Report): readonly Figure[] {
  const made = figures.get(report) ?? CHARTS.flatMap((chart) => chart.figures(report))
  figures.set(report, made)
  return made
}

/** As drawSvg does, but once for all forms that show it. */
export function pictureOf(figure: Figure): Promise<string> {
  const drawn = pictures.get(figure) ?? drawSvg(figure)
  pictures.set(figure, drawn)
  return drawn
}
