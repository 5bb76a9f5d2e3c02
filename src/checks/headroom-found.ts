import { includedRuns } from '../experiment/experiment.js'
import { figuresOf } from '../metrics/of-workload.js'
import type { CheckDef } from './check.js'

/** What ended the growth in a run, as its workload prints it: headroom.ended_by_latency=1. */
const NAME = /^headroom\.ended_by_(\w+)$/
const FOUND: Record<string, string> = { latency: 'the latency', canary: 'the canary', kill: 'a kill' }
const CAME_FIRST: Record<string, string> = {
  limit: 'the limit of the cgroup was met',
  time: 'the time was up',
}

export const headroomFound: CheckDef = {
  id: 'headroom-found',
  title: 'Headroom found',
  why:
    'Headroom is the memory that had been taken when reads were slow, the canary was late, or something was killed. A run that met the limit of its cgroup before, or whose time was up, tells only that there is at least so much: ' +
    'it has no value, and the runs that have one are those with less headroom.',
  action:
    'Record again with a larger limit (--memory-max), or with more time (--timeout). Until then compare headroom.at_least, a lower bound.',
  run(experiment) {
    const ends = includedRuns(experiment).flatMap((run) =>
      figuresOf(run).flatMap(({ name, value }) => {
        const end = value === 1 ? NAME.exec(name)?.[1] : undefined
        return end === undefined ? [] : [{ condition: run.condition, end }]
      }),
    )
    if (ends.length === 0) return null
    const told = (words: Record<string, string>) =>
      Object.entries(words).flatMap(([end, text]) => {
        const runs = ends.filter((one) => one.end === end)
        return runs.length === 0 ? [] : [{ text, runs }]
      })
    const first = told(CAME_FIRST)
    if (first.length === 0)
      return {
        outcome: 'pass',
        text: `In every run the headroom was found before the limit or the time came: by ${told(FOUND)
          .map(({ text, runs }) => `${text} in ${runs.length}`)
          .join(', ')}.`,
        metrics: null,
      }
    const counts = first.map(({ text, runs }) => {
      const of = experiment.conditions.map(
        ({ id, label }) => `${runs.filter(({ condition }) => condition === id).length} with ${label}`,
      )
      return `${text} in ${of.join(' and ')}`
    })
    return {
      outcome: 'caution',
      text: `Before reads were slow, ${counts.join('; ')}: of these runs the headroom is not known, only that it is no less than headroom.at_least.`,
      metrics: null,
    }
  },
}
