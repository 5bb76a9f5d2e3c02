/** The number with so many significant digits: shorter in JSON, and no less true where it is only drawn. */
export function significant(value: number, digits = 4): number {
  return Number(value.toPrecision(digits))
}
