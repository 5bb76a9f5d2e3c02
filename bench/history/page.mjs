// docs/history.md, with the results as its tables.

const percent = (share) => `${(100 * share).toFixed(1)}%`
const whole = (share) => `${Math.round(100 * share)}%`
const row = (cells) => `| ${cells.join(' | ')} |`
const table = (head, rows) =>
  [row(head), row(head.map((_, index) => (index === 0 ? ':--' : '--:'))), ...rows.map(row)].join('\n')
const unique = (list) => [...new Set(list)]

export function page({ histories, same, others, planted, othersPlanted }) {
  const lengths = unique(same.map(({ n }) => n))
  const kinds = unique(same.map(({ kind }) => kind))
  const metrics = unique(same.map((one) => one.metrics))
  const several = planted.reduce((sum, one) => sum + one.several, 0)
  const elsewhere = planted.filter((one) => one.metrics > 1)
  const found = planted.reduce((sum, one) => sum + one.found, 0)
  const [covered, sized] = ['covered', 'sized'].map((key) => planted.reduce((sum, one) => sum + one[key], 0))
  const draws = planted[0].histories
  return `# A history of one workload

<!-- Written by bench/history; run: npm run bench:history -->

\`\`\`sh skip: needs reports of many nights
mglru-report history nightly -o nightly-history               # by start of recording
mglru-report history nightly -o nightly-history --by kernel   # by version of the kernel
\`\`\`

One page (\`history.html\`, \`history.md\` for a job summary; \`--json\` prints what they are made of, of [this schema](schema/history.schema.json)) over reports of
one workload. For each primary metric it draws the level under each condition, the effect of the treatment, and change points. Both are there because they answer different
questions: a kernel that makes the workload slower under both conditions moves the levels and not the effect; one that spoils the multi-gen LRU alone moves the level of
the treatment and the effect.

- **Order**: by start of recording, or by version (\`6.13.0-rc2\` before \`6.13.0\`, builds of one version by start of recording). Reports stand at equal distances.
- **A point** is a report: median of its runs with a distribution-free interval. The interval is of the runs of that report; what a boot does to all of its runs is not in it, so
  that two intervals apart from each other are no proof. Where any run has 0, it is the mean, with a BCa bootstrap interval.
- **A gap** is a report without the metric, in another unit, or whose checks invalidate it. It is never 0, and the page counts the reasons.
- **A change point** says between which two reports, with p, how much each level and the effect changed up to the next change, with intervals, and which facts changed there: kernel, distribution,
  machine class, swap, version of \`mglru-report\`.
- **Exit codes**: 0 done, with or without change points; 2 a report cannot be read (it is named, and the others are shown), or reports do not belong together. A history is no
  gate: [\`diff\`](diff.md) is.

## Which reports

| | rule | why |
| :-- | :-- | :-- |
| workload, memory limit, conditions | refused, by name of the report | other work has other levels |
| the same runs twice | refused | they would count twice |
| machine class, swap, distribution, kernel, version of \`mglru-report\` | may differ; a change point names what changed there, and several machine classes are noted above all | they are what changes over time |
| recordings of one boot | all drawn, the first one tested | a boot does something to all of its runs |
| no start of recording (with \`--by kernel\`: no version) | not shown, and named | it has no place in the order |
| an older report.json | upgraded as it is read | |
| a report.json that cannot be read | named; the others are shown | |

## How change points are found

E-divisive (D. S. Matteson and N. A. James, A nonparametric approach for multiple change point analysis of multivariate data, JASA 109, 2014), which others use for
performance of databases: the place where the energy distance between the reports before and after is largest. A point of the series is both levels and the effect together, so that a
change in any of them counts; ratios as logarithms, each axis in units of a robust estimate of its standard deviation in the segment (Qn), cut at five of them, so that no wild report decides.
p is by permutation of the reports, so it needs no form of noise, but that reports are exchangeable: none may depend on the one before. In each round p is adjusted by Holm over the metrics;
a metric with a change is tried for another in the next round. A segment has at least two reports.

At least 8 reports with a value are needed: of 7 in order, even a perfect step has a p above 5%. Several metrics share the error, so that with few reports only a common length of history helps.
The newest report alone is never a change: give \`diff\` its recordings.

## Nothing changed: how often a page shows a change

By simulation, ${histories.toLocaleString('en-GB')} histories a cell, from fixed seeds (of 50 autocorrelated reports a sixth of them). Levels of both conditions have a correlation of 0.5, and metrics have something in common. Wanted where reports are independent: at
most 5%; the standard error of a share of 5% is ${percent(Math.sqrt(0.0475 / histories))}. Heavy-tailed is Student's t with 2 degrees of freedom; autocorrelated are AR(1) with the correlation of neighbours that is named.

${table(
  ['noise, metrics', ...lengths.map((n) => `${n} reports`)],
  kinds.flatMap((kind) =>
    metrics.map((m) => [
      `${kind}, ${m}`,
      ...lengths.map((n) =>
        percent(same.find((one) => one.kind === kind && one.n === n && one.metrics === m).marked),
      ),
    ]),
  ),
)}

Where neighbours resemble each other (a machine that ages, a disk that fills) the last rows hold: changes are marked too often, and a slow drift is cut into steps. The page says so
where the autocorrelation within segments is above two standard errors.

What others do with the levels of one condition of one metric, each report against those before: how often a history without any change has an alarm.

${table(
  ['rule, noise', ...lengths.map((n) => `${n} reports`)],
  Object.keys(others[0].rates).flatMap((name) =>
    ['normal', 'heavy-tailed'].map((kind) => [
      `${name}, ${kind}`,
      ...lengths.map((n) => whole(others.find((one) => one.kind === kind && one.n === n).rates[name])),
    ]),
  ),
)}

## A planted step: how often it is found

In the first metric, normal noise; the step in standard deviations of the level of a report, from half of the reports on or for the last three. Marked at all / marked at the right report or next to it; ${draws} histories a cell.

${table(
  ['reports, metrics, step', ...[1, 2, 3].map((step) => `${step} SD`)],
  lengths.flatMap((n) =>
    metrics
      .filter((m) => planted.some((one) => one.n === n && one.metrics === m))
      .flatMap((m) =>
        unique(planted.map(({ where }) => where)).flatMap((where) =>
          unique(planted.map(({ place }) => place)).map((place) => [
            `${n}, ${m}, ${where === 'both' ? 'both conditions' : 'treatment alone'}, ${place === 'middle' ? 'half of the reports' : place}`,
            ...[1, 2, 3].map((step) => {
              const one = planted.find(
                (each) =>
                  each.n === n &&
                  each.metrics === m &&
                  each.where === where &&
                  each.place === place &&
                  each.step === step,
              )
              return `${whole(one.found / one.histories)} / ${whole(one.placed / one.histories)}`
            }),
          ]),
        ),
      ),
  ),
)}

Of ${found.toLocaleString('en-GB')} metrics with a change that was marked, ${percent(several / found)} had one more marked; another metric, without any change, had one in
${percent(elsewhere.reduce((sum, one) => sum + one.elsewhere, 0) / elsewhere.reduce((sum, one) => sum + one.histories, 0))} of histories. The interval of the size, at its level of 95% or more, had the truth in
${percent(covered / sized)} of ${sized.toLocaleString('en-GB')}: it is that of a place known before, and the place was searched for.

Others at the step itself, after 10 of 20 reports:

${table(
  ['rule', ...[1, 2, 3].map((step) => `${step} SD`)],
  Object.keys(othersPlanted[0].rates).map((name) => [
    name,
    ...[1, 2, 3].map((step) => whole(othersPlanted.find((one) => one.step === step).rates[name])),
  ]),
)}

They find it with one report, and E-divisive needs several. What that costs is in their first table: of 20 reports without a change most histories have an alarm.
`
}
