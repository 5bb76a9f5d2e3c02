// docs/recordings.md from the results.
const percent = (share) => {
  const value = 100 * share
  return value === 0 ? '0%' : value < 1 ? `${value.toFixed(1)}%` : `${value.toFixed(0)}%`
}

export function page({ draws, ourDraws, metrics, subject, recordings, rules }) {
  const [nothing, differs] = ['nothing', 'differs'].map((id) => recordings.find((one) => one.id === id))
  const rows = rules.map(
    ({ id, rule, nothing: a, differs: b }) =>
      `| ${id === 'ours' ? '`mglru-report`, 12 blocks' : rule} | ${percent(a.up)} / ${percent(a.down)} | ${percent(a.any)} | ${percent(b.down)} | ${percent(b.up)} |`,
  )
  return `# Rules on real recordings

<!-- Written by bench/recordings; run: npm run bench:recordings -->

How often a rule calls a difference, on draws from two recorded experiments. In [the first](../${nothing.fixture}) both conditions
are MGLRU off (${nothing.runs.join(' and ')} runs): there is no difference to find. In [the second](../${differs.fixture}) MGLRU is off
and on (${differs.runs.join(' and ')} runs), and major faults fall by about three quarters.

| rule | nothing differs: \`${subject}\` up / down | nothing differs: any of ${metrics.length} metrics | fewer major faults: found | fewer major faults: called more |
| :-- | --: | --: | --: | --: |
${rows.join('\n')}

${draws.toLocaleString('en-US')} draws for each rule of others (runs drawn without replacement, where nothing differs from all runs together),
${ourDraws.toLocaleString('en-US')} for ours: whole experiments of 12 recorded blocks drawn with replacement; where nothing differs, the two runs of a
block are assigned to the conditions by a new balanced plan. The metrics: ${metrics.map((id) => `\`${id}\``).join(', ')}. The values of all runs are in
[results.json](../bench/recordings/results.json). Both recordings are from an emulated machine; the rows rank rules and say nothing about hardware.
`
}
