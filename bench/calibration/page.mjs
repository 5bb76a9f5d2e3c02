// The results as a page of documentation.

const percent = (share, digits = 1) => `${(100 * share).toFixed(digits)} %`
const row = (cells) => `| ${cells.join(' | ')} |`
const table = (head, rows) =>
  [row(head), row(head.map((_, index) => (index === 0 ? ':--' : '--:'))), ...rows.map(row)].join('\n')
const unique = (list) => [...new Set(list)]

export function page({
  experiments,
  metrics,
  nothing,
  power,
  powerByNoise,
  equivalence,
  habits,
  blocks,
  bootstrap,
  order,
  bare,
  counts,
}) {
  const names = unique(nothing.map(({ name }) => name))
  const error = (p, n = experiments) => `${(196 * Math.sqrt((p * (1 - p)) / n)).toFixed(1)} points`
  const of = (name, n) => nothing.find((one) => one.name === name && one.blocks === n)
  const grid = (value) =>
    table(
      ['noise', ...blocks.map((n) => `${n} blocks`)],
      names.map((name) => [name, ...blocks.map((n) => value(of(name, n)))]),
    )
  return `# Calibration

<!-- Written by bench/calibration; run: npm run bench:calibration -->

${experiments.toLocaleString('en-GB')} simulated experiments for each cell, from fixed seeds: the table comes out the same everywhere. Each experiment has ${metrics} primary metrics (independent of
each other, which leaves Holm next to no slack), blocks of two runs in balanced random order, and noise with a standard deviation of 5 % of the level.
Simulation error (95 %): ${error(0.05)} at 5 %, ${error(0.5)} at 50 %.

The noises: *normal*; *log-normal* (sigma 1, skewed); *heavy-tailed* (Student's t with 2 degrees of freedom, infinite variance); *bimodal* (30 % of the runs
four inner standard deviations higher); *autocorrelated* (each run remembers 0.6 of the one before); *drift of 2 SD* from the first run to the last.

## Nothing differs: how often is anything found?

At least one of the ${metrics} metrics with an adjusted p of at most 0.05. At most 5 % is wanted (7 % under drift).

${grid(({ family }) => percent(family))}

The share is below 5 % because p moves in steps: with 6 blocks the smallest p is 2/64 = 0.031, and ${metrics} of those after Holm are 0.28, so nothing can be
found at all; the report says so. The verdict asks for more than p: what is surely there but surely smaller than the smallest effect that matters
(here 5 %) is called equivalent. So an experiment with any verdict of improved or regressed is rarer still:

${grid(({ said }) => percent(said))}

One metric alone, tested at 5 %:

${grid(({ single }) => percent(single, 2))}

Where the noise remembers, the shares lie a little above those of the same test under independent noise. That is the price of an order that is *balanced*
over the blocks: only an order drawn anew for each block makes the test exact whatever the noise remembers. Balance is kept because it takes
more of a drift out, and the price is small (one metric, ten times as many experiments, simulation error 0.1 to 0.2 points):

${table(
  ['noise', 'blocks', 'balanced order', 'drawn for each block'],
  order.map((one) => [one.name, one.blocks, percent(one.balanced, 2), percent(one.coin, 2)]),
)}

## Nothing differs: how often does the interval hold the truth?

Asked for: 95 %. What an exact test of so many blocks reaches is in the last row; the rest of the difference from 95 % is those steps.

${table(
  ['noise', ...blocks.map((n) => `${n} blocks`)],
  [
    ...names.map((name) => [name, ...blocks.map((n) => percent(of(name, n).coverage, 2))]),
    ['*confidence that the report prints*', ...blocks.map((n) => percent(of(names[0], n).confidence, 2))],
  ],
)}

The bootstrap's intervals (BCa over blocks) of the shift of a quantile. They hold the truth less often than the 95 % they are made for, as is known of the
bootstrap with few blocks. So the interval to print for a quantile is that of the exact test too, and this one stands beside it:

${table(
  ['noise', ...blocks.map((n) => `${n} blocks`)],
  bootstrap.map(({ name, covered }) => [name, ...covered.map((share) => percent(share, 1))]),
)}

## Counts, with ties and zeros

Poisson counts of the same mean under both conditions, one metric tested at 5 %. Below a mean of about 0.4 most runs have 0 and it is compared whether it
happened at all; a metric of which nearly all runs have 0 is mostly not tested. The intervals hold the truth more often than asked for, because differences of
counts are whole numbers: no change is often exactly an end of the interval, and the ends are printed as belonging to it.

${table(
  ['mean of a run', ...[8, 12, 20].flatMap((n) => [`found, ${n} blocks`, `interval holds, ${n} blocks`])],
  unique(counts.map(({ mean }) => mean)).map((mean) => [
    mean,
    ...counts
      .filter((one) => one.mean === mean)
      .flatMap(({ found, covered }) => [
        percent(found, 2),
        covered === null ? 'none given' : percent(covered, 2),
      ]),
  ]),
)}

## Without blocks

Bare files: two samples of the same noise in random order, one metric tested at 5 % by Mann and Whitney's test.

${table(
  [
    'noise',
    ...bare
      .flatMap(({ runs }) => [`found, ${runs} + ${runs} runs`, `interval holds, ${runs} + ${runs}`])
      .slice(0, 6),
  ],
  names.map((name) => [
    name,
    ...bare
      .filter((one) => one.name === name)
      .flatMap(({ found, covered }) => [percent(found, 2), percent(covered, 2)]),
  ]),
)}

## Something differs: how often is it found?

Normal noise; the effect in standard deviations of a single run; "one of ${metrics}" is after Holm among ${metrics} primary metrics of which only it has changed.

${table(
  ['effect', ...blocks.map((n) => `${n} blocks`)],
  power.map((one) => [
    `${one.size} SD, ${one.metrics === 1 ? 'the only primary metric' : `one of ${one.metrics}`}`,
    ...one.found.map((share) => percent(share, 0)),
  ]),
)}

An effect of 1 SD on the only primary metric, by noise:

${table(
  ['noise', ...blocks.map((n) => `${n} blocks`)],
  powerByNoise.map((one) => [one.name, ...one.found.map((share) => percent(share, 0))]),
)}

## Equivalence

The smallest effect that matters is 10 %. "Wrong": the true effect is exactly that, and yet the verdict is equivalent (at most 5 % is wanted). "Right": nothing differs, and the verdict is equivalent.

${table(
  ['noise', ...[8, 12, 20].flatMap((n) => [`wrong, ${n} blocks`, `right, ${n} blocks`])],
  names.map((name) => [
    name,
    ...equivalence
      .filter((one) => one.name === name)
      .flatMap(({ wrong, right }) => [percent(wrong), percent(right, 0)]),
  ]),
)}

## What people do today, on the same noise

Nothing differs. How often one metric, and at least one of ${metrics}, is said to have changed:

${table(
  ['habit', ...names],
  habits.flatMap(({ habit, rates }) => [
    [`${habit}: one metric`, ...rates.map(({ single }) => percent(single, 0))],
    [`… at least one of ${metrics}`, ...rates.map(({ any }) => percent(any, 0))],
  ]),
)}
`
}
