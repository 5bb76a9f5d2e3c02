import { ofPressure } from '../decode/pressure.js'
import { growthInSeconds } from '../decode/samples.js'
import { increases } from '../reduce/cgroup-copies.js'
import { ofCgroup } from '../reduce/cgroup-stream.js'
import type { SeriesByName } from '../reduce/time-series.js'

export interface CgroupPressure {
  /** "memory.full" and the like to seconds of stall in the measured window. */
  seconds: Map<string, number>
  /** From the first copy to the last, where they stand under time marks. */
  length?: number
  /** Stalled share of the time by the same names; absent without a measured window. */
  series?: SeriesByName
}

export const cgroupPressure = ofCgroup<'cgroup-pressure', CgroupPressure>({
  id: 'cgroup-pressure',
  title: "Pressure in the workload's cgroup",
  what:
    'How long tasks of the cgroup waited for memory, disk or processor: "some" is time in which at least one of them waited, "full" time in which all ' +
    'that had something to do did.',
  collector:
    'memory.pressure, io.pressure and cpu.pressure of the cgroup, each second; for standalone traces copies X.memory.pressure-before and -after, X.io.pressure-before and -after, or files of these names with copies under time marks',
  caveats: 'Only the totals are used. Needs CONFIG_PSI and no psi=0.',
  fields: {
    seconds: {
      unit: 'seconds',
      doc: 'increase of each total over the measured window: memory.some, memory.full, io.some, ...',
    },
    length: { unit: 'seconds', doc: 'from the first copy to the last, where the copies have timestamps' },
    series: {
      unit: 'share',
      doc: '"memory.some" and "memory.full": stalled share of the time; absent without a measured window',
    },
  },
  joins: true,
  sidecars: [
    { suffix: '.memory.pressure-before', role: 'before' },
    { suffix: '.memory.pressure-after', role: 'after' },
    { suffix: '.io.pressure-before', role: 'other-before' },
    { suffix: '.io.pressure-after', role: 'other-after' },
  ],
  roles: {
    before: 'memory.pressure',
    after: 'memory.pressure',
    'other-before': 'io.pressure',
    'other-after': 'io.pressure',
  },
  text: ofPressure,
  rates: {
    'memory.some': growthInSeconds('memory.some.total'),
    'memory.full': growthInSeconds('memory.full.total'),
  },
  made(copies) {
    const found = increases(copies, (key) => /^[a-z]+\.(?:some|full)\.total$/.test(key))
    const seconds = new Map([...found].map(([key, value]) => [key.slice(0, -'.total'.length), value / 1e6]))
    return seconds.size === 0 ? 'the samples hold no total of pressure' : { seconds }
  },
})
