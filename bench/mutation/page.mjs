// bench/mutation.md from the results.
import { AREAS } from './areas.mjs'

/**
 * @param sources paths of all sources
 * @returns Markdown: a table by folder, one by file, what survived, and what is equivalent
 */
export function page({ seed, files }, equivalent, sources) {
  const rows = Object.entries(files).map(([path, { constants, others }]) => [path, [constants, others]])
  const dates = rows.flatMap(([, both]) => both.map(({ on }) => on)).sort()
  const folders = (which, after) =>
    AREAS.map((area) => {
      const own = rows.filter(([path]) => area.isSource(path))
      const counts = own.flatMap(([, both]) => which(both))
      const name = area.sources.map((folder) => `src/${folder}`).join(', ')
      return row([name, `${own.length} of ${sources.filter(area.isSource).length}`], counts, after(area))
    }).join('\n')
  return `# What no test sees: mutation testing

\`npm run mutate\` plants one change in the source, runs the tests of its folder that reach it, and takes it back. A change that a
test notices is killed. Every constant is changed in two ways: small whole numbers by one up and down, others by a quarter up and a fifth down,
tolerances to none and to a million times as much. The other changes are of operators, conditions, \`&&\` and \`||\`, truth values, defaults after
\`??\`, \`min\` and \`max\` and their like, and removed statements. A seeded sample of each kind is run (\`--limit\` constants and \`--sample\` others a
file): "files" says of how many files, "of" how many changes there are in them, "run" how many were planted. A change survives, too, whose tests would cost more than \`--budget\`
seconds of CPU together: those beyond are not run. Texts and types are not changed. A change that makes the tests run on, or ends the process, counts as killed.

\`\`\`sh
npm run mutate                                # every constant and 12 other changes a file; the tables here follow
npm run mutate -- src/stats src/compare/power.ts
npm run mutate -- src/stats --sample 1000     # every change
npm run mutate -- src/streams --limit 6 --sample 5 --budget 4   # quicker
npm run mutate -- src/stats --constants       # constants only; what is known of other changes stays
npm run mutate -- src/stats --survivors       # what survived the last time, again
npm run mutate -- src/decode --survivors --tests decode/limits,reduce/   # again, against these tests alone, which are new or have changed
npm run mutate -- --table                     # this page again, from bench/mutation/results.json and equivalent.yaml
\`\`\`

Seed ${seed}; run ${dates[0] ?? 'never'}${dates.at(-1) === dates[0] ? '' : ` to ${dates.at(-1)}`}. The share is of those that are not equivalent. How the tool works stands in \`bench/mutation/\`: \`plant.mjs\` (the
changes), \`modules.mjs\` (loads again only what imports the changed file), \`measure.mjs\` (which parts each test reaches, kept on disk), \`runner.mjs\` (jest's words), \`child.mjs\` and \`pool.mjs\` (the process, stopped by CPU time).
Of src/streams, src/decode and src/reduce six constants and five other changes a file are run, against all tests of their folders.

| folder | files | of | run | killed | survived | equivalent | share | wanted |
| :-- | --: | --: | --: | --: | --: | --: | --: | --: |
${folders(
  (both) => both,
  (area) => [percent(area.share)],
)}

Of these the constants, numbers beyond 2 or with a fraction (0, 1 and 2 are mostly places and counts, and are among the others):

| folder | files | of | run | killed | survived | equivalent | share |
| :-- | --: | --: | --: | --: | --: | --: | --: |
${folders(
  ([constants]) => [constants],
  () => [],
)}

## By file

| file | of | run | killed | survived | equivalent | share |
| :-- | --: | --: | --: | --: | --: | --: |
${rows.map(([path, both]) => row([path], both, [])).join('\n')}

## What survived

${rows.flatMap(([path, both]) => both.flatMap(({ survived }) => survived.map((one) => survivor(path, one)))).join('\n')}

## Equivalent, and why

${equivalent.map(({ file, line, changes, why }) => `- ${file}: ${changes.map(code).join(', ')} in ${code(line)}: ${why}`).join('\n')}
`
}

function row(before, results, after) {
  const sum = (name) =>
    results.reduce((all, one) => all + (Array.isArray(one[name]) ? one[name].length : one[name]), 0)
  const [killed, survived] = [sum('killed'), sum('survived')]
  const share = killed + survived === 0 ? '–' : percent(killed / (killed + survived))
  return `| ${[...before, sum('of'), sum('run'), killed, survived, sum('equivalent'), share, ...after].join(' | ')} |`
}

const percent = (share) => `${Math.round(share * 1000) / 10}%`
const code = (text) => `\`${text.replaceAll('`', "'")}\``
const survivor = (path, { line, change, seen }) =>
  `- ${path}: ${code(change)} in ${code(line)}${seen ? '' : ' (reached by no test)'}`
