/** Vega expression for lengths of time on a log axis: 10µs, 1ms, 5s. */
export const TIME_LABEL = "format(datum.value, '~s') + 's'"

/** Ticks of a log axis within the domain: decades, and 2 and 5 of each where the decades are few. */
export function decadeTicks(lower: number, upper: number): number[] {
  const few = Math.log10(upper / lower) < 3
  const ticks: number[] = []
  for (let power = Math.floor(Math.log10(lower)); power <= Math.ceil(Math.log10(upper)); power++) {
    for (const digit of few ? [1, 2, 5] : [1]) {
      // from its text, which has no rounding of a product
      const tick = Number(`${digit}e${power}`)
      if (tick >= lower && tick <= upper) ticks.push(tick)
    }
  }
  return ticks
}
