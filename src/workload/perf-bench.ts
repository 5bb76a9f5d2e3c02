import type { Better } from '../model/comparison.js'
import { numberOf, type Printed } from './figure.js'
import type { Reader } from './reader.js'

const HEADER = /^# Running '([a-z0-9_]{1,40}\/[a-z0-9_-]{1,40})' benchmark:$/
const FUNCTION = /^# function '([^']{1,60})'/
const TOTAL = /^\s+Total time: (\S{1,30}) \[sec\]$/
const BARE = /^\s+(\d[\d.]{0,30}) (usecs\/op|ops\/sec|[KMG]?B\/sec|cycles\/byte)$/
const AVERAGED = /^Averaged (\d[\d.]{0,30}) operations\/sec /
const WOKEN = /^(Wokeup|Requeued) .{1,60} threads in (\d[\d.]{0,30}) ms \(/
const NUMA = /^\s([\w-]{1,40}),\s+(\d[\d.]{0,30}), (secs|GB|nsecs|GB\/sec|%),\s+([\w/-]{1,40})$/

/** tools/perf/bench/*.c of Linux; --format simple prints a number without its unit and is not read. */
export const perfBench: Reader = {
  id: 'perf-bench',
  title: 'perf bench',
  what:
    '`perf-bench.sched-pipe.usecs-op`, `ops-sec`, `total-time`; of the memory benchmarks `perf-bench.mem-memcpy.default.GB-sec` of each function; ' +
    'the average of futex and epoll, and the rows of numa. With --format simple nothing, since the unit is missing.',
  source: 'captured from perf 6.1: sched, syscall, mem, futex, epoll, numa',
  sign: /^# Running '[a-z0-9_]+\/[a-z0-9_-]+' benchmark:$/m,
  read({ lines }) {
    const printed: Printed[] = []
    let bench: string | null = null
    let part: string[] = []
    let seen = false
    const add = (last: string, value: string, unit: string, better: Better, role: Printed['role']) =>
      printed.push({
        name: ['perf-bench', bench ?? '', ...part, last],
        value: numberOf(value),
        unit,
        better,
        role,
      })
    for (const line of lines) {
      if (line.length > 300) continue
      const header = HEADER.exec(line)
      if (header !== null) {
        bench = (header[1] as string).replace('/', '-')
        part = []
        seen = true
      }
      if (bench === null) continue
      const of = FUNCTION.exec(line)
      if (of !== null) part = [of[1] as string]
      const total = TOTAL.exec(line)
      if (total !== null) add('total-time', total[1] as string, 's', 'lower', 'headline')
      const bare = BARE.exec(line)
      if (bare !== null) {
        const unit = bare[2] as string
        const lower = unit.endsWith('/op') || unit.endsWith('/byte')
        // of the benchmarks of a function this is the figure; elsewhere it is the total time in another form
        const role = unit.endsWith('B/sec') || unit === 'cycles/byte' ? 'headline' : 'descriptive'
        add(unit.replace('/', '-'), bare[1] as string, unit, lower ? 'lower' : 'higher', role)
      }
      const averaged = AVERAGED.exec(line)
      if (averaged !== null)
        add('operations-sec', averaged[1] as string, 'operations/sec', 'higher', 'headline')
      const woken = WOKEN.exec(line)
      if (woken !== null)
        add((woken[1] as string).toLowerCase(), woken[2] as string, 'ms', 'lower', 'headline')
      const numa = NUMA.exec(line)
      if (numa !== null) {
        const [, task = '', value = '', unit = '', what = ''] = numa
        const better = what.endsWith('-speed')
          ? 'higher'
          : what === 'runtime/byte/thread'
            ? 'lower'
            : 'neither'
        part = [task]
        add(
          what.replaceAll('/', '-'),
          value,
          unit,
          better,
          what === 'total-speed' ? 'headline' : 'descriptive',
        )
      }
    }
    return seen ? { program: 'perf bench', version: null, printed, problems: [] } : null
  },
}
