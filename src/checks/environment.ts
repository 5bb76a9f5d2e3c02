import { printable } from '../base/printable.js'
import { type EnvironmentDifference, environmentProof } from '../evidence/environment-proof.js'
import type { CheckDef } from './check.js'

/** Differences named in the sentence; all of them are in report.json, under `environment`. */
const SHOWN = 5
const MAX_NAME = 80
const MAX_VALUE = 60
const MAX_VALUES = 3

export const environment: CheckDef = {
  id: 'environment',
  title: 'Environment of the runs',
  why:
    'A verdict says that everything else was equal. The collector therefore records, before each run, what else decides how reclaim ' +
    'behaves: every setting of /proc/sys/vm and /sys/kernel/mm, zswap and zram, the kernel command line, the CPU governor, mounts, swap ' +
    'and tools. What differs between the conditions is an alternative explanation of any effect.',
  action:
    'Set what differs to one value and record again, or declare it as part of the conditions. If a service changes it, stop the ' +
    'service. Differences between boots: record all runs within one boot. All differences are in report.json, under environment.',
  run(experiment) {
    const proof = environmentProof(experiment)
    if (proof === null) return null
    const { differences, recorded, missing, facts } = proof
    const relevant = differences.filter(({ irrelevant }) => irrelevant === null)
    const conditions = relevant.filter(({ between }) => between === 'conditions')
    const boots = relevant.filter(({ between }) => between === 'boots')
    const runs = relevant.filter(({ between }) => between === 'runs')
    const folded = differences.length - relevant.length
    const texts = [
      ...(conditions.length > 0
        ? [`Differs between the conditions, undeclared: ${listed(conditions)}.`]
        : []),
      ...(boots.length > 0 ? [`Differs between boots: ${listed(boots)}.`] : []),
      ...(runs.length > 0 ? [`Changed between runs, alike under both conditions: ${listed(runs)}.`] : []),
      ...(relevant.length === 0
        ? [
            `No difference in ${facts} recorded ${facts === 1 ? 'fact' : 'facts'} of ${recorded} ${recorded === 1 ? 'run' : 'runs'}.`,
          ]
        : []),
      ...(folded > 0
        ? [`${folded} ${folded === 1 ? 'difference is' : 'differences are'} irrelevant to reclaim.`]
        : []),
      ...(missing.length > 0
        ? [`Not recorded in ${missing.length} ${missing.length === 1 ? 'run' : 'runs'}.`]
        : []),
    ]
    const outcome =
      conditions.length > 0 ? 'caution' : relevant.length > 0 || missing.length > 0 ? 'note' : 'pass'
    return { outcome, text: texts.join(' '), metrics: null }
  },
}

function listed(differences: readonly EnvironmentDifference[]): string {
  const shown = differences.slice(0, SHOWN).map(({ name, baseline, treatment, between }) => {
    const same = commonStart([...baseline, ...treatment])
    const of = (values: readonly string[]) => valuesText(values, same)
    const values = between === 'conditions' ? `${of(baseline)} vs. ${of(treatment)}` : of(baseline)
    return `${printable(name, MAX_NAME)} (${values})`
  })
  const more = differences.length - shown.length
  return `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`
}

/** Of long values, how many characters they all begin with: the words before the first that differs. */
function commonStart(values: readonly string[]): number {
  if (values.every(({ length }) => length <= MAX_VALUE)) return 0
  const [first = '', ...others] = values
  let same = 0
  while (same < first.length && others.every((value) => value[same] === first[same])) same++
  return Math.max(0, first.lastIndexOf(' ', same) + 1)
}

function valuesText(values: readonly string[], same: number): string {
  const text = (value: string) => `${same > 0 ? '…' : ''}${printable(value.slice(same), MAX_VALUE)}`
  const shown = values.slice(0, MAX_VALUES).map(text)
  const more = values.length - shown.length
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
