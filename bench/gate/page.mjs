// The results as a page of documentation.

const percent = (share) => `${(100 * share).toFixed(1)}%`
const row = (cells) => `| ${cells.join(' | ')} |`
const table = (head, rows) =>
  [row(head), row(head.map((_, index) => (index === 0 ? ':--' : '--:'))), ...rows.map(row)].join('\n')
const unique = (list) => [...new Set(list)]
const sd = (n) => (n === 0 ? 'none' : `${n} SD`)

export function page({ gates, same, others, planted, tolerated, drift, effects }) {
  const noises = unique(same.map(({ session }) => session))
  const designs = unique(same.map(({ metrics, sessions }) => `${metrics} ${sessions}`))
  const columns = ['', ...noises.map(sd)]
  const gateRows = designs.map((design) => {
    const [metrics, sessions] = design.split(' ').map(Number)
    const name = `\`diff\`, ${sessions} + ${sessions} ${sessions === 1 ? 'sessions (always "cannot tell")' : 'sessions'}, ${metrics === 1 ? '1 comparison' : `${2 * metrics} comparisons`}`
    const cells = noises.map((session) =>
      percent(
        same.find((one) => one.session === session && one.sessions === sessions && one.metrics === metrics)
          .fail,
      ),
    )
    return [name, ...cells]
  })
  const otherRows = Object.keys(others[0].rates).map((name) => [
    name,
    ...noises.map((session) => percent(others.find((one) => one.session === session).rates[name])),
  ])
  const sizes = unique(planted.map(({ change }) => change))
  const cases = unique(planted.map(({ session, sessions }) => `${session} ${sessions}`))
  const of = (list, key) => list.filter(({ session, sessions }) => `${session} ${sessions}` === key)
  return `# How often the gate is wrong

<!-- Written by bench/gate; run: npm run bench:gate -->

\`mglru-report diff\` on simulated recordings, from fixed seeds. A run has a standard deviation (SD) of 5% of its level; a session (a boot) moves all of its runs by
so many SDs of a run; 12 runs of each condition a session; ${gates.toLocaleString('en-GB')} gates a cell for one comparison, half as many for several.

## Nothing differs: how often the gate fails

Session noise from none to twice that of a run. The first rows are \`diff\`, with one metric under one condition or four correlated metrics under two; the
others are what is done elsewhere with the same runs. Wanted: at most 5%; the standard error of a share of 5% is
${percent(Math.sqrt(0.0475 / gates))}, of several comparisons ${percent(Math.sqrt(0.0475 / (gates / 2)))}.

${table(columns, [...gateRows, ...otherRows])}

A threshold on two means of many runs is quiet without session noise, and fails a third of all gates where sessions differ by two SDs of a run. More runs do not help,
nor does a test over them: it is sure of a difference between two sessions, which is there, and is not the kernel's. Runs of several sessions pooled
are taken for more observations than there are.

## A planted fall of the throughput: how often it is found

One metric under one condition, sessions in turn: fail / cannot tell.

${table(
  ['session noise, sessions', ...sizes.map((change) => `${Math.round(100 * change)}%`.replace('-', '−'))],
  cases.map((key) => {
    const [session, sessions] = key.split(' ').map(Number)
    return [
      `${sd(session)}, ${sessions} + ${sessions}`,
      ...sizes.map((change) => {
        const one = of(planted, key).find((each) => each.change === change)
        return `${percent(one.fail)} / ${percent(one['cannot-tell'])}`
      }),
    ]
  }),
)}

## \`--max-regression 10%\`: how often it passes

Where nothing changed, and where the throughput fell by exactly 10%: then a pass is wrong, and at most 5% are wanted.

${table(
  ['session noise, sessions', 'nothing changed', '−10%'],
  tolerated.map(({ session, sessions, right, wrong }) => [
    `${sd(session)}, ${sessions} + ${sessions}`,
    percent(right),
    percent(wrong),
  ]),
)}

## Why sessions are recorded in turn

5 + 5 sessions with a session noise of 1 SD, on a machine that becomes slower by so many SDs of a run from the first session to the last: how often the gate fails.

${table(
  ['drift', 'base, new, new, base …', 'all of base first'],
  unique(drift.map((one) => one.drift)).map((size) => [
    sd(size),
    ...[false, true].map((separate) =>
      percent(drift.find((one) => one.drift === size && one.separate === separate).fail),
    ),
  ]),
)}

## \`--effects\`: how often the gate fails

Session noise of 2 SD, which both conditions of a session share; what a session does to the treatment alone has an SD of its own. The effect fell by 10% in the last column.

${table(
  ['of the treatment alone, sessions', 'nothing changed', '−10%'],
  effects.map(({ interaction, sessions, same: error, planted: found }) => [
    `${sd(interaction)}, ${sessions} + ${sessions}`,
    percent(error),
    percent(found),
  ]),
)}

Many recordings one after the other are a history: \`mglru-report history\` marks where a level or an effect changed, and [history.md](history.md) has the same tables of it.
`
}
