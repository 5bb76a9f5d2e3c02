// Noise of a whole experiment: values of successive runs, in units of one standard deviation.

/** Standard normal by Marsaglia's polar method. */
export function normal(random) {
  for (;;) {
    const x = 2 * random.uniform() - 1
    const y = 2 * random.uniform() - 1
    const square = x * x + y * y
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square)
  }
}

const independent = (draw) => (n, random) => Array.from({ length: n }, () => draw(random))
const LOG_NORMAL = 1
const logNormalSd = Math.sqrt((Math.exp(LOG_NORMAL ** 2) - 1) * Math.exp(LOG_NORMAL ** 2))

const drift = (size) => (n, random) =>
  Array.from({ length: n }, (_, index) => normal(random) + (n > 1 ? (size * index) / (n - 1) : 0))
const orderEffect = (size) => (n, random) =>
  Array.from({ length: n }, (_, index) => normal(random) + size * (index % 2))
const COLLAPSE = Math.log(0.1) / 0.05
const collapsing = (share) =>
  independent((random) => normal(random) + (random.uniform() < share ? COLLAPSE : 0))

/** Each gives n successive runs. */
export const NOISES = {
  normal: independent(normal),
  // skewed: log-normal with sigma 1, brought to standard deviation 1
  'log-normal': independent((random) => Math.exp(LOG_NORMAL * normal(random)) / logNormalSd),
  // Student's t with 2 degrees of freedom, whose variance is infinite; in units of its scale
  'heavy-tailed': independent((random) => normal(random) / Math.sqrt(-Math.log(1 - random.uniform()))),
  // 7 of 10 runs at one level, 3 of 10 four inner standard deviations above
  bimodal: independent(
    (random) => (normal(random) + (random.uniform() < 0.3 ? 4 : 0)) / Math.hypot(1, 4 * Math.sqrt(0.21)),
  ),
  // each run remembers the one before: AR(1) with 0.6
  autocorrelated(n, random) {
    const values = [normal(random)]
    while (values.length < n) values.push(0.6 * values.at(-1) + 0.8 * normal(random))
    return values
  },
  'drift of 2 SD': drift(2),
  'drift of 4 SD': drift(4),
  // the second run of a block is higher, whatever its condition
  'order effect of 1 SD': orderEffect(1),
  'order effect of 3 SD': orderEffect(3),
  // a run falls to a tenth (of a coefficient of variation of 5 %), as often under both conditions
  'collapse of 10 %': collapsing(0.1),
  'collapse of 30 %': collapsing(0.3),
}
