import { median } from 'simple-statistics'

/** Median of the slopes between all pairs of points (Theil, 1950; Sen, JASA 63, 1968); 0 where no two x differ. */
export function theilSen(x: readonly number[], y: readonly number[]): number {
  const slopes: number[] = []
  for (let i = 0; i < x.length; i++) {
    for (let j = i + 1; j < x.length; j++) {
      const distance = (x[j] as number) - (x[i] as number)
      if (distance !== 0) slopes.push(((y[j] as number) - (y[i] as number)) / distance)
    }
  }
  return slopes.length === 0 ? 0 : median(slopes)
}
