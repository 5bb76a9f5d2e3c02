/**
 * Colours are CSS variables and `currentColor`, so that one SVG serves light, dark and print; whoever shows the SVG
 * defines --off, --on and --band. Hue never stands alone: off is a circle, on a triangle.
 */
export const OFF = 'var(--off)'
export const ON = 'var(--on)'
export const BAND = 'var(--band)'

const INK = 'currentColor'
export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif'

export const THEME = {
  background: null,
  font: FONT,
  padding: 4,
  view: { stroke: null },
  axis: {
    labelColor: INK,
    titleColor: INK,
    labelFontSize: 12,
    labelLimit: 600,
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
  title: { color: INK, fontSize: 12, fontWeight: 'normal' },
  legend: { labelColor: INK, titleColor: INK, titleFontWeight: 'normal' },
  // the picture is one image with one text: what its marks say besides, nobody hears
  aria: false,
  text: { color: INK, fontSize: 12 },
  rule: { color: INK },
  tick: { color: INK },
}

/** Scales that every chart of the two conditions shares. */
export function conditionScales(labels: readonly [string, string]) {
  return {
    color: {
      field: 'condition',
      type: 'nominal',
      legend: null,
      scale: { domain: [...labels], range: [OFF, ON] },
    },
    shape: {
      field: 'condition',
      type: 'nominal',
      legend: null,
      scale: { domain: [...labels], range: ['circle', 'triangle-up'] },
    },
  } as const
}

/** The same for lines, which differ in their dashes, too; in one legend. */
export function conditionLines(labels: readonly [string, string]) {
  const legend = { orient: 'top', title: null, symbolSize: 60, symbolOpacity: 1, labelFontSize: 12 }
  const { color, shape } = conditionScales(labels)
  const dashes = [
    [1, 0],
    [6, 3],
  ]
  return {
    color: { ...color, legend },
    shape: { ...shape, legend },
    strokeDash: {
      field: 'condition',
      type: 'nominal',
      legend,
      scale: { domain: [...labels], range: dashes },
    },
  } as const
}

// Ratios as readers think of them, those first that are to stay when there is room for few.
const LADDER = [
  1, 2, 0.5, 10, 0.1, 5, 0.2, 100, 0.01, 1.5, 0.67, 1.25, 0.8, 1.1, 0.9, 1.05, 0.95, 1.02, 0.98, 1.01, 0.99,
  30, 0.03, 1000, 0.001,
]

/** Ticks of a log-ratio axis within the domain, 1 always among them, about `most` of them and none too near another. */
export function ratioTicks(lower: number, upper: number, most = 7): number[] {
  const apart = Math.log(upper / lower) / most
  const ticks: number[] = []
  for (const ratio of LADDER) {
    const near = ticks.some((tick) => Math.abs(Math.log(ratio / tick)) < apart)
    if (ratio >= lower && ratio <= upper && !near) ticks.push(ratio)
  }
  return ticks.sort((a, b) => a - b)
}

/** Vega expression for the label of a ratio: ÷5, −20%, no change, +10%, ×5. */
export const RATIO_LABEL =
  "datum.value == 1 ? 'no change' : datum.value >= 3 ? '×' + round(datum.value) : datum.value < 0.33 ? '÷' + round(1 / datum.value) : " +
  "(datum.value < 1 ? '−' : '+') + round(abs(datum.value - 1) * 100) + '%'"

/** Vega expression for labels of amounts: 0, 12k. */
export const COUNT_LABEL = "datum.value == 0 ? '0' : format(datum.value, abs(datum.value) < 1 ? '~g' : '~s')"
/** Values of any size: small ones written out, very small ones with an exponent. */
export const NUMBER_LABEL =
  "datum.value == 0 ? '0' : abs(datum.value) < 0.001 ? format(datum.value, '.1~e') : abs(datum.value) < 1 ? format(datum.value, '~g') : format(datum.value, '~s')"
