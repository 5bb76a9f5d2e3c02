import type { ReportComparison } from '../model/report.js'

const WIDTH = 124
const HEIGHT = 22
/** What an axis may end at; bounds beyond the last are drawn as an arrow, and the text of the row has them. */
const ENDS = [1.25, 1.5, 2, 3, 5, 10, 30]

/** The scale that all plots of a table share: half of its log-ratio axis, at least ±25%. */
export function reachOf(rows: readonly ReportComparison[]): number {
  const ends = rows.flatMap(({ effect, verdict }) => {
    if (effect?.scale !== 'ratio' || verdict === 'not-comparable') return []
    return [effect.lower ?? effect.estimate, effect.upper ?? effect.estimate].flatMap((end) =>
      end > 0 ? [end, 1 / end] : [],
    )
  })
  const most = Math.max(...ends, 1)
  return ENDS.find((end) => end >= most) ?? (ENDS.at(-1) as number)
}

const at = (ratio: number, reach: number) => {
  const place = (Math.log(ratio) / Math.log(reach) / 2 + 0.5) * (WIDTH - 20) + 10
  return Math.round(10 * Math.min(WIDTH - 10, Math.max(10, place))) / 10
}

/**
 * Estimate and confidence interval of one row on the shared scale; empty where the effect is no ratio. The text of the row says the same.
 * @param tolerated the smallest effect that matters, as a share
 */
export function rowPlot(
  { effect, smallestEffect, better, verdict }: ReportComparison,
  reach: number,
  tolerated = smallestEffect.relative,
): string {
  if (effect?.scale !== 'ratio' || !(effect.estimate > 0) || verdict === 'not-comparable') return ''
  const x = (ratio: number) => at(ratio, reach)
  const y = HEIGHT / 2
  const [least, most] = [x(1 / (1 + tolerated)), x(1 + tolerated)]
  const lower = effect.lower === null ? null : Math.max(effect.lower, 1e-12)
  const line =
    lower === null || effect.upper === null
      ? ''
      : `<path d="M${x(lower)},${y}H${x(effect.upper)}" stroke="currentColor" stroke-width="2"/>${
          lower < 1 / reach ? `<path d="M6,${y}l5,-4v8z" fill="currentColor"/>` : ''
        }${effect.upper > reach ? `<path d="M${WIDTH - 6},${y}l-5,-4v8z" fill="currentColor"/>` : ''}`
  const side =
    better === 'lower'
      ? `<path d="M0,${y}l5,-4v8z" fill="var(--soft)"/>`
      : better === 'higher'
        ? `<path d="M${WIDTH},${y}l-5,-4v8z" fill="var(--soft)"/>`
        : ''
  const fill = better === 'neither' ? 'var(--page)' : 'currentColor'
  return `<svg class="row-plot" aria-hidden="true" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"><path d="M${least},2H${most}V${HEIGHT - 2}H${least}Z" fill="var(--band)"/><path d="M${x(1)},0V${HEIGHT}" stroke="currentColor" stroke-opacity=".5"/>${line}<circle cx="${x(effect.estimate)}" cy="${y}" r="4" fill="${fill}" stroke="currentColor"/>${side}</svg>`
}

/** The axis of the plots, for the head of their column. */
export function rowPlotAxis(reach: number): string {
  const [low, high] =
    reach >= 2
      ? [`÷${reach}`, `×${reach}`]
      : [`−${Math.round(100 * (1 - 1 / reach))}%`, `+${Math.round(100 * (reach - 1))}%`]
  // in the bold of a table's head, or centered under the ends, the words would touch
  const text = (x: number, anchor: string, words: string) =>
    `<text x="${x}" y="11" font-size="10" font-weight="400" text-anchor="${anchor}" fill="currentColor">${words}</text>`
  return `<svg class="row-plot" aria-hidden="true" width="${WIDTH}" height="16" viewBox="0 0 ${WIDTH} 16">${text(0, 'start', low)}${text(WIDTH / 2, 'middle', 'no change')}${text(WIDTH, 'end', high)}</svg>`
}
