import { mean } from 'simple-statistics'

/** Autocorrelation of neighbours (Box and Jenkins, Time Series Analysis, 1970); 0 where nothing varies. About -1/n is expected of independent values. */
export function lagOne(values: readonly number[]): number {
  if (values.length < 3) return 0
  const centre = mean([...values])
  let [products, squares] = [0, 0]
  for (const [index, value] of values.entries()) {
    squares += (value - centre) ** 2
    if (index > 0) products += (value - centre) * ((values[index - 1] as number) - centre)
  }
  return squares === 0 ? 0 : products / squares
}
