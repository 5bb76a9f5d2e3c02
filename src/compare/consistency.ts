import { cliffsDelta, rankBiserial } from '../stats/effect-size.js'
import type { Samples } from './samples.js'
import { blockDifferences } from './scale.js'

/**
 * How regularly one condition exceeds the other, in words that need no statistics, and the number that they stand for: by
 * block the matched rank-biserial correlation, without blocks Cliff's delta, both from -1 to +1.
 */
export function consistency(samples: Samples): string | null {
  const { x, y, paired } = samples
  if (x.length === 0 || y.length === 0) return null
  if (paired) {
    const higher = x.filter((value, index) => (y[index] as number) > value).length
    const lower = x.filter((value, index) => (y[index] as number) < value).length
    const equal = x.length - higher - lower
    const counts = `higher in ${higher} and lower in ${lower} of ${x.length} blocks${equal > 0 ? `, equal in ${equal}` : ''}`
    const ratio = [...x, ...y].every((value) => value > 0)
    const balance = rankBiserial(blockDifferences(samples, ratio ? 'ratio' : 'difference'))
    return `${counts}; weighed by size, ${leaning(balance)} (matched rank-biserial ${signed(balance)})`
  }
  const delta = cliffsDelta(x, y)
  const share = Math.round(50 * (1 + delta))
  return `higher in ${share}% of all pairs of runs, ties counted half (Cliff's delta ${signed(delta)})`
}

/** Of a balance of b, the larger side has (1 + |b|)/2 of the weight. */
function leaning(balance: number): string {
  const size = Math.abs(balance)
  const way = balance > 0 ? 'up' : 'down'
  if (size < 0.2) return 'it points neither way'
  if (size < 0.6) return `more of it points ${way} than ${balance > 0 ? 'down' : 'up'}`
  return `${size < 0.9 ? 'most' : size < 1 ? 'nearly all' : 'all'} of it points ${way}`
}

function signed(value: number): string {
  const text = Math.abs(value).toFixed(2)
  return `${text === '0.00' ? '' : value < 0 ? '\u2212' : '+'}${text}`
}
