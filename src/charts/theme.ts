/**
 * Colours are CSS variables and `currentColor`, so that one SVG serves light, dark and print; whoever shows the SVG
 * defines --off, --on and --band. Hue never stands alone: off is a circle, on a triangle.
 */
export const OFF = 'var(--off)'
export const ON = 'var(--on)'
export const BAND = 'var(--band)'

const INK = 'currentColor'
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif'

export const THEME = {
  background: null,
  font: FONT,
  padding: 4,
  view: { stroke: null },
  axis: {
    labelColor: INK,
    titleColor: INK,
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    domainColor: INK,
    domainOpacity: 0.4,
    tickColor: INK,
    tickOpacity: 0.4,
    gridColor: INK,
    gridOpacity: 0.1,
    tickCount: 5,
  },
  text: { color: INK, fontSize: 12 },
  rule: { color: INK },
  tick: { color: INK },
}

/** Scales that every chart of the two conditions shares. */
export function conditionScales(labels: readonly [string, string]) {
  return {
    color: { field: 'condition', type: 'nominal', legend: null, scale: { domain: [...labels], range: [OFF, ON] } },
    shape: { field: 'condition', type: 'nominal', legend: null, scale: { domain: [...labels], range: ['circle', 'triangle-up'] } },
  } as const
}

// Ratios as readers think of them; the axis shows them as changes in per cent or as factors.
const LADDER = [
  0.001, 0.01, 0.03, 0.1, 0.2, 0.33, 0.5, 0.67, 0.8, 0.9, 0.95, 0.98, 1, 1.02, 1.05, 1.1, 1.25, 1.5, 2, 3, 5, 10, 30, 100, 1000,
]

/** At most `most` ticks of a log-ratio axis within the domain, 1 always among them. */
export function ratioTicks(lower: number, upper: number, most = 7): number[] {
  const inside = LADDER.filter((ratio) => ratio >= lower && ratio <= upper)
  const one = inside.indexOf(1)
  if (inside.length <= most) return inside
  const step = Math.ceil(inside.length / most)
  return inside.filter((_, index) => (index - one) % step === 0)
}

/** Vega expression for the label of a ratio: −20 %, 0, +10 %, ×5. */
export const RATIO_LABEL =
  "datum.value == 1 ? '0' : datum.value >= 3 ? '×' + format(datum.value, '~g') : datum.value < 0.33 ? '÷' + format(1 / datum.value, '~r') : " +
  "(datum.value < 1 ? '−' : '+') + format(abs(datum.value - 1) * 100, '.0f') + ' %'"
