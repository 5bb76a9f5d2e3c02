// What stands between <!-- made: NAME --> and <!-- /made --> in a document, from results that a benchmark left.
import { readFileSync } from 'node:fs'
import { fleetTables } from '../../bench/fleet/page.mjs'

const results = (path) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'))
const percent = (share) => `${Math.round(100 * share)}%`
const row = (cells) => `| ${cells.join(' | ')} |`

function habits() {
  const { habits: ways, families, peeking, looks } = results('bench/calibration/results.json')
  const of = (start, name) => {
    const found = ways.find(({ habit }) => habit.startsWith(start)).rates.find((one) => one.name === name)
    return percent(found.single)
  }
  const both = (label, start) => row([label, of(start, 'normal'), of(start, 'drift of 2 SD')])
  // a single metric's interval excludes "no change" exactly when its p is at most 0.05
  const ours = (name) => {
    const found = families.find(
      (one) => one.name === name && one.blocks === 12 && one.metrics === 4 && one.correlation === 0.5,
    )
    return percent(1 - found.coverage[1])
  }
  const planned = looks.find((one) => one.metrics === 1 && one.looks.join() === '12,16,20,24')
  return [
    row(['way', 'plain noise', 'a machine that drifts by two standard deviations']),
    row([':--', '--:', '--:']),
    both('all runs off, then all on; Mann-Whitney over 12 and 12', 'all off, then all on'),
    both('three runs each, a change of 3% is reported', 'three runs of each'),
    both('events of 12 and 12 runs pooled, t-test', 'events of 12 and 12 runs'),
    row(['looks after each block from 12 to 48, until it is significant', percent(peeking.eachBlock), '']),
    row(['`mglru-report`, 12 blocks', ours('normal'), ours('drift of 2 SD')]),
    row(['`mglru-report`, looks planned after 12, 16, 20 and 24 blocks', percent(planned.error), '']),
  ].join('\n')
}

/** The texts by name. */
export const MADE = { habits, fleet: () => fleetTables(results('bench/fleet/results.json')) }

const SPAN = /(<!-- made: (\S+) -->\n)([\s\S]*?)(\n?<!-- \/made -->)/g

/** The document with all such parts made again. */
export function remade(text) {
  return text.replace(SPAN, (all, open, name) =>
    MADE[name] === undefined ? all : `${open}${MADE[name]()}\n<!-- /made -->`,
  )
}

/** Names of such parts in the document that nothing makes. */
export const unmade = (text) =>
  [...text.matchAll(SPAN)].map(([, , name]) => name).filter((name) => MADE[name] === undefined)
