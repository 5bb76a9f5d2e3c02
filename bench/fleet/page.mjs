// The tables of docs/fleet.md from bench/fleet/results.json, and what they say for more experiments than were tried.
import { studentQuantile } from '../../dist/stats/student.js'

const FAR = 100_000
/** Below so many nothing is said of so many more. */
const ENOUGH = 1000
const row = (cells) => `| ${cells.join(' | ')} |`
const count = (value) => value.toLocaleString('en-GB')
const megabytes = (bytes) => (bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 0)

/** "1,234", "12", "1.23". */
const short = (value) => (value >= 100 ? count(Math.round(value)) : value.toFixed(value >= 10 ? 1 : 2))

/** Mean, and half of its 95% confidence interval by Student's t. */
export function meanOf(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
  return { mean, half: studentQuantile(0.975, values.length - 1) * Math.sqrt(variance / values.length) }
}

/**
 * The straight line of least squares through points, and its 95% interval for one more point at `far`, by Student's t.
 * @param points at least three of [x, y]
 */
export function lineTo(points, far) {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [mx, my] = [xs, ys].map((all) => all.reduce((sum, one) => sum + one, 0) / all.length)
  const sxx = xs.reduce((sum, x) => sum + (x - mx) ** 2, 0)
  const slope = xs.reduce((sum, x, index) => sum + (x - mx) * (ys[index] - my), 0) / sxx
  const start = my - slope * mx
  const residual =
    ys.reduce((sum, y, index) => sum + (y - start - slope * xs[index]) ** 2, 0) / (xs.length - 2)
  const half =
    studentQuantile(0.975, xs.length - 2) * Math.sqrt(residual * (1 + 1 / xs.length + (far - mx) ** 2 / sxx))
  const value = start + slope * far
  return { slope, start, value, lower: value - half, upper: value + half }
}

const between = ({ value, lower, upper }, scale, digits) =>
  `${count(Number((value / scale).toPrecision(digits)))} (95% interval ${count(Math.max(0, Number((lower / scale).toPrecision(digits))))} to ${count(Number((upper / scale).toPrecision(digits)))})`

export function fleetTables({ on, machine, load, nice, rounds, each, sizes }) {
  const steps = [
    ['`reduce`, from the recorded files', each.reduce, each.reducedBytes],
    ['`analyze` of the reduced file, all that it writes', each.analyze, each.reportBytes],
    ['`analyze --to json`', each.json, each.jsonBytes],
  ]
  const [reduce, analyze] = [meanOf(each.reduce.cpu), meanOf(each.analyze.cpu)]
  const beyond = (command, what) =>
    lineTo(
      sizes.map((one) => [one.count, one[command][what]]),
      FAR,
    )
  const hours = (FAR * (reduce.mean + analyze.mean)) / 3600
  const half = (FAR * (reduce.half + analyze.half)) / 3600
  const largest = sizes.at(-1)
  const overMany = () =>
    [
      `A straight line through the sizes (least squares) gives \`pool\` ${between(beyond('pool', 'cpu'), 60, 2)} minutes of CPU and ${between(beyond('pool', 'peak'), 1024, 2)} GB of memory, \`index\``,
      `${between(beyond('index', 'cpu'), 60, 2)} minutes and ${between(beyond('index', 'peak'), 1024, 2)} GB. The interval knows only how the points scatter about the line; that the line goes on for`,
      `${count(FAR / largest.count)} times as many as were tried is assumed, and was not seen. The page would have about ${count(Math.round((FAR * largest.indexBytes) / largest.count / 1e6))} MB, which is no page any more: make an index for each`,
      'workload or kernel, and pool each workload by itself.',
    ].join('\n')
  return [
    `${machine}, with other work on it (load ${load[0].toFixed(1)} before, ${load[1].toFixed(1)} after; these processes at nice ${nice}), so that elapsed time says little and CPU time is more than on an idle machine; ${on}.`,
    '',
    `One experiment of 24 runs (\`swap-pressure-quiet-6.12\`, ${megabytes(each.recordedBytes)} MB as recorded, compressed), each step a process of its own, ${each.sample} times; the reduced files are copies whose runs were made`,
    'longer or shorter by up to a tenth from a seed, so that no two have the same values:',
    '',
    row(['step', 'CPU, s: mean and 95% CI', 'elapsed, s', 'memory, MB', 'written, MB']),
    row([':--', '--:', '--:', '--:', '--:']),
    ...steps.map(([name, { cpu, wall, peak }, bytes]) => {
      const { mean, half: wide } = meanOf(cpu)
      return row([
        name,
        `${mean.toFixed(2)} ± ${wide.toFixed(2)}`,
        wall.toFixed(2),
        peak.toFixed(0),
        megabytes(bytes),
      ])
    }),
    '',
    `All of them: \`reduce\` and \`analyze\` are so many times the mean above, which is what they take in any order and on any number of machines; \`index\` and \`pool\` were run over so many`,
    `reports, ${rounds === 1 ? 'once' : `${rounds} times each in turn (medians)`}; they are copies of one report of 24 runs with other names, kernels, machines, effects and intervals, drawn from a seed:`,
    '',
    row([
      'experiments',
      '`reduce`, CPU s',
      '`analyze`, CPU s',
      'reduced files, MB',
      '`index`, CPU s',
      'elapsed, s',
      'memory, MB',
      '`index.html`, MB (gzip)',
      '`pool`, CPU s',
      'elapsed, s',
      'memory, MB',
    ]),
    row(Array(11).fill('--:')),
    ...sizes.map((one) =>
      row([
        count(one.count),
        short(one.count * reduce.mean),
        short(one.count * analyze.mean),
        short((one.count * each.reducedBytes) / 1e6),
        short(one.index.cpu),
        short(one.index.wall),
        one.index.peak.toFixed(0),
        `${megabytes(one.indexBytes)} (${megabytes(one.indexGzip)})`,
        short(one.pool.cpu),
        short(one.pool.wall),
        one.pool.peak.toFixed(0),
      ]),
    ),
    '',
    `For ${count(FAR)} experiments \`reduce\` and \`analyze\`, each of which knows nothing of the others, take ${count(Math.round(hours))} ± ${count(Math.round(half))} hours of CPU, divided among the machines, and the reduced files`,
    `have ${short((FAR * each.reducedBytes) / 1e9)} GB. ${largest.count < ENOUGH ? `What \`index\` and \`pool\` take of so many, ${count(largest.count)} do not tell.` : overMany()}`,
  ].join('\n')
}
