import { increases } from '../reduce/cgroup-copies.js'
import { ofCgroup } from '../reduce/cgroup-stream.js'

export interface CgroupEvents {
  /** "memory.events.high" and the like: increase over the run. */
  deltas: Map<string, number>
}

export const cgroupEvents = ofCgroup<'cgroup-events', CgroupEvents>({
  id: 'cgroup-events',
  title: "Limits of the workload's cgroup",
  what: 'How often the cgroup ran into its limits: above memory.high, where its tasks are throttled and reclaim; at memory.max, where they reclaim or fail; and how many processes the OOM killer ended.',
  collector:
    'memory.events, memory.events.local, memory.swap.events and cgroup.events of the cgroup, each second; for standalone traces copies X.memory.events-before and -after',
  caveats: 'Counts events, not how long they took: cgroup-pressure has the time.',
  fields: { deltas: { unit: 'count', doc: 'increase of each event over the run' } },
  sidecars: [
    { suffix: '.memory.events-before', role: 'before' },
    { suffix: '.memory.events-after', role: 'after' },
  ],
  roles: { before: 'memory.events', after: 'memory.events' },
  made(copies) {
    const deltas = increases(copies, (key) => /^memory\.(?:swap\.)?events\./.test(key))
    return deltas.size === 0 ? 'the samples hold no memory.events' : { deltas }
  },
})
