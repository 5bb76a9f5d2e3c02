// The results as a page of documentation.

const percent = (share, digits = 1) => `${(100 * share).toFixed(digits)}%`
const row = (cells) => `| ${cells.join(' | ')} |`
const table = (head, rows) =>
  [row(head), row(head.map((_, index) => (index === 0 ? ':--' : '--:'))), ...rows.map(row)].join('\n')
const unique = (list) => [...new Set(list)]

const both = ([first, second], digits = 1) => `${percent(first, digits)} / ${percent(second, digits)}`

export function page(results) {
  const { experiments, blocks, nulls, families, power, looks, peeking, carryOver, collapses, bare } = results
  const { equivalence, order, counts, bootstrap, habits } = results
  const count = (part, share = 1) => (experiments[part] * share).toLocaleString('en-GB')
  const main = families.filter(({ metrics, correlation }) => metrics === 4 && correlation === 0.5)
  const grid = families.filter(
    ({ name, metrics, correlation }) => name === 'normal' && !(metrics === 4 && correlation === 0.5),
  )
  const names = unique(main.map(({ name }) => name))
  const simulated = unique(families.map((one) => one.blocks))
  const old = unique(bootstrap.map(({ name }) => name))
  const byNoise = (value) =>
    table(
      ['noise', ...simulated.map((n) => `${n} blocks`)],
      names.map((name) => [
        name,
        ...simulated.map((n) => value(main.find((one) => one.name === name && one.blocks === n))),
      ]),
    )
  const byFamily = (value) =>
    table(
      ['family', ...simulated.map((n) => `${n} blocks`)],
      unique(grid.map(({ metrics, correlation }) => `${metrics} ${correlation}`)).map((key) => [
        key === '1 0' ? '1 metric' : `${key.split(' ')[0]} metrics, correlation ${key.split(' ')[1]}`,
        ...simulated.map((n) =>
          value(grid.find((one) => `${one.metrics} ${one.correlation}` === key && one.blocks === n)),
        ),
      ]),
    )
  return `# Calibration

<!-- Written by bench/calibration; run: npm run bench:calibration -->

How often the protocol is wrong when nothing changed, and how often it finds what is there, by simulation from fixed seeds: the tables come out the
same everywhere. "First / second" are the first edition (signed-rank test, Holm) and the second ([statistics.md](statistics.md): AB-BA from 12 blocks on,
Westfall and Young) on the same simulated experiments. Wanted is an error of at most 5%; a share of 5% from ${count('families', 0.5)} experiments has a standard error
of ${percent(Math.sqrt(0.0475 / (experiments.families / 2)))}.

Blocks of two runs in balanced random order, noise with a standard deviation of 5% of the level. The noises: *normal*; *log-normal* (sigma 1, skewed);
*heavy-tailed* (Student's t with 2 degrees of freedom, infinite variance); *bimodal* (30% of the runs four inner standard deviations higher); *autocorrelated* (each
run remembers 0.6 of the one before); *drift* from the first run to the last; *order effect*: the second run of a block is higher; *collapse*: so many
runs, under either condition, fall to a tenth.

## Nothing differs: family-wise error, first / second edition

At least one of four primary metrics (correlation 0.5) with an adjusted p of at most 0.05; ${count('families', 0.5)} experiments a cell.

${byNoise(({ error }) => both(error))}

Other families, normal noise:

${byFamily(({ error }) => both(error))}

## Nothing differs: how often the interval holds the truth, first / second edition

Of a single metric, asked for 95%. An interval holds "no change" exactly when p is above 0.05.

${byNoise(({ coverage }) => both(coverage))}

## Something differs: power, first / second edition

All four metrics change by one standard deviation of a run; the mean share of them that is found.

${byNoise(({ power: found }) => both(found, 0))}

Other families, normal noise:

${byFamily(({ power: found }) => both(found, 0))}

One metric changes, alone or among nine unrelated primary metrics (second edition, ${count('power', 0.5)} experiments):

${table(
  ['effect', ...blocks.map((n) => `${n} blocks`)],
  power.map((one) => [
    `${one.size} SD, ${one.metrics === 1 ? 'the only primary metric' : `one of ${one.metrics}`}`,
    ...one.found.map((share) => percent(share, 0)),
  ]),
)}

## Looking before the end

Planned looks decide at a nominal p computed for the plan (${count('looks')} experiments). Blocks are the mean number until a verdict or the end.

${table(
  [
    'planned looks',
    'primary metrics',
    'nominal p',
    'error',
    '1 SD found',
    'blocks',
    '1.5 SD found',
    'blocks',
  ],
  looks.map(({ looks: list, metrics, nominal, error, effects }) => [
    list.join(', '),
    metrics,
    nominal.toFixed(4),
    percent(error),
    ...effects.flatMap(({ found, blocks: n }) => [percent(found, 0), n.toFixed(1)]),
  ]),
)}

Looks that nobody planned, with nothing to find, by the first edition: 12 blocks and no more ${percent(peeking.once)}; 12 more where the first 12 found nothing
${percent(peeking.advice)}; block by block up to 48 until p is at most 0.05 ${percent(peeking.eachBlock)}. By the second
edition, which gives no verdict from blocks that were added, 12 blocks and 12 more ${percent(peeking.adviceNow)}.

## Carry-over

The treatment leaves so many standard deviations to the run after it, and has no effect of its own (one metric, ${count('carryOver')} experiments, orders as the
collectors draw them). Every wrong verdict points to where the carry-over pushes, so the check is strictest to that side: the verdict is withdrawn at an adjusted p of
0.1 to the side that can make the change that is seen, and of 0.025 to the other, on which a carry-over hides a part of a change. A carry-over of 1 SD is often hidden from
the check, and then mostly from the test; what is left of it is in the last column.

${table(
  ['carry-over', 'blocks', 'p at most 0.05', 'check fires', 'p at most 0.05 and the check silent'],
  carryOver
    .filter(({ effect }) => effect === 0)
    .map((one) => [
      `${one.carry} SD`,
      one.blocks,
      percent(one.claims),
      percent(one.fired),
      percent(one.left),
    ]),
)}

What the check costs: an effect of 1 SD where nothing is carried over, found, and found with its verdict left.

${table(
  ['blocks', 'found', 'check fires', 'found and left'],
  carryOver
    .filter(({ effect }) => effect > 0)
    .map((one) => [one.blocks, percent(one.claims), percent(one.fired), percent(one.left)]),
)}

## Collapsed runs

Each run falls to a tenth with the chance of its condition: how often the row of collapsed runs has p at most 0.05 (${count('collapses')} experiments).

${table(
  ['collapse, baseline', 'treatment', ...blocks.map((n) => `${n} blocks`)],
  collapses.map(({ off, on, found }) => [
    percent(off, 0),
    percent(on, 0),
    ...found.map((one) => percent(one)),
  ]),
)}

## Without blocks

Standalone traces, nothing differs but the spread: how often p is at most 0.05 by Mann and Whitney's test, by the permuted Brunner-Munzel test, and by both, which is what a
verdict needs (${count('bare')} experiments). With fewer than 6 runs of a condition there is no test, because of the last rows.

${table(
  ['runs', 'spread', 'noise', 'Mann-Whitney', 'Brunner-Munzel', 'both'],
  bare.map((one) => [
    `${one.m} + ${one.n}`,
    one.ratio === 1 ? 'equal' : `${one.ratio} times in the second`,
    one.name,
    percent(one.mannWhitney),
    percent(one.brunnerMunzel),
    percent(one.both),
  ]),
)}

## Equivalence

The smallest effect is 10%. "Wrong": the true effect is exactly that, and yet the verdict is equivalent (at most 5% is wanted). "Right": nothing differs, and the verdict is equivalent.
${count('equivalence')} experiments.

${table(
  ['noise', ...[8, 12, 20].flatMap((n) => [`wrong, ${n} blocks`, `right, ${n} blocks`])],
  old.map((name) => [
    name,
    ...equivalence
      .filter((one) => one.name === name)
      .flatMap(({ wrong, right }) => [percent(wrong), percent(right, 0)]),
  ]),
)}

## Counts, with ties and zeros

Poisson counts of the same mean under both conditions, one metric tested at 5% (${count('counts')} experiments). Below a mean of about 0.4 most runs have 0 and it is compared whether the event
occurred; a metric of which nearly all runs have 0 is mostly not tested. The intervals hold the truth more often than asked for, because differences of
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

## Balanced orders

Where the noise remembers, the signed-rank test of few blocks lies a little above the same test under independent noise: the price of an order that is *balanced*
over the blocks (one metric, ten times ${count('order')} experiments):

${table(
  ['noise', 'blocks', 'balanced order', 'drawn for each block'],
  order.map((one) => [one.name, one.blocks, percent(one.balanced, 2), percent(one.coin, 2)]),
)}

## Quantiles

The bootstrap's intervals (BCa over blocks) of the shift of a quantile hold the truth less often than the 95% they are made for, as is known of the
bootstrap with few blocks. So reports print the interval of the exact test, and no bootstrap of a quantile (${count('bootstrap')} experiments):

${table(
  ['noise', ...nulls.map((n) => `${n} blocks`)],
  bootstrap.map(({ name, covered }) => [name, ...covered.map((share) => percent(share, 1))]),
)}

## What people do today, on the same noise

Nothing differs. How often one metric, and at least one of nine, is reported as changed (${count('habits')} experiments):

${table(
  ['habit', ...old],
  habits.flatMap(({ habit, rates }) => [
    [`${habit}: one metric`, ...rates.map(({ single }) => percent(single, 0))],
    ['… at least one of nine', ...rates.map(({ any }) => percent(any, 0))],
  ]),
)}
`
}
