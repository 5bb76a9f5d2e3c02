import type { CanaryBegin, CanaryEnd, CanarySecond } from '../decode/canary.js'
import { type Durations, durations } from './durations.js'
import { clippedSpans, nearestRank, unionLength } from './intervals.js'

/** What one canary saw in the measured window; lengths in seconds. */
export interface CanarySeat {
  /** "c", or "perl" for the coarser one. */
  program: string
  anonBytes: number
  fileBytes: number
  /** From one wake-up to the next. */
  period: number
  /** Seconds of the window that it has a line for. */
  seconds: number
  wakeups: number
  late: Durations
  /** Mean lateness of the ten wake-ups of the second in which that is most. */
  worstSecond: number | null
  /** Seconds that had at least one wake-up that was missed. */
  lateSeconds: number
  /** Time of the window in which it could not run, that after it was killed included. */
  frozen: number
  /** Both touches together, each second. */
  touch: Durations
  /** Median of the arithmetic that needs no memory: by its CPU time, and by the clock. */
  loopCpu: number | null
  loopClock: number | null
  majorFaults: number
  cpuSeconds: number
  /** How it ended other than by being asked to, and how long after the window began (null: unknown). */
  killed: { status: number; after: number | null } | null
}

type Bounds = { start: bigint; end: bigint } | null

export interface CanarySeatBuilder {
  second(line: CanarySecond): { mean: number; touch: number | null } | null
  end(line: CanaryEnd): void
  value(): CanarySeat
}

/** Keeps what does not grow with the length of the recording, but for the times in which it was frozen. */
export function canarySeat(begin: CanaryBegin, bounds: Bounds): CanarySeatBuilder {
  const period = BigInt(begin.period)
  const [late, touch] = [durations(), durations()]
  const frozen = clippedSpans(bounds)
  const loops: number[] = []
  const clocks: number[] = []
  const seat = { seconds: 0, wakeups: 0, lateSeconds: 0, majorFaults: 0, cpuSeconds: 0 }
  let worst: number | null = null
  let reached: bigint | null = null
  let killed: CanarySeat['killed'] = null
  const inside = (at: bigint) => bounds === null || (at >= bounds.start && at < bounds.end)
  return {
    second({ at, late: values, anon, file, loop, loopCpu, majorFaults, cpu }) {
      const first = at - period * BigInt(values.length - 1)
      let missed = false
      for (const [index, value] of values.entries()) {
        const due = first + period * BigInt(index)
        if (value >= begin.period) {
          // that it was stopped may have begun at any moment since the wake-up before: half of the time, on average
          if (reached === null || due > reached) frozen.add(due - period / 2n, due + BigInt(value))
          reached = due + BigInt(value)
          if (inside(due)) missed = true
        }
        if (!inside(due)) continue
        seat.wakeups++
        late.add(value)
      }
      // a second belongs to the window where its middle does
      if (!inside(at - (period * BigInt(values.length)) / 2n)) return null
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length / 1e9
      seat.seconds += (begin.period * values.length) / 1e9
      if (missed) seat.lateSeconds++
      if (worst === null || mean > worst) worst = mean
      const both = anon === null || file === null ? null : anon + file
      if (both !== null) touch.add(both)
      if (loops.length < MAX_LOOPS) {
        loops.push(loopCpu)
        clocks.push(loop)
      }
      seat.majorFaults += majorFaults
      seat.cpuSeconds += cpu / 1e9
      return { mean, touch: both === null ? null : both / 1e9 }
    },
    end({ at, status }) {
      if (status === 0 || (bounds !== null && at >= bounds.end)) return
      killed = { status, after: bounds === null ? null : Number(at - bounds.start) / 1e9 }
      if (bounds !== null) frozen.add(reached !== null && reached > at ? reached : at, bounds.end)
    },
    value: () => ({
      program: begin.program,
      anonBytes: begin.anonBytes,
      fileBytes: begin.fileBytes,
      period: begin.period / 1e9,
      ...seat,
      late: late.end(),
      worstSecond: worst,
      frozen: unionLength(frozen.kept) / 1e9,
      touch: touch.end(),
      loopCpu: inSeconds(nearestRank(loops, 0.5)),
      loopClock: inSeconds(nearestRank(clocks, 0.5)),
      killed,
    }),
  }
}

/** A day of seconds. */
const MAX_LOOPS = 86_400

const inSeconds = (nanoseconds: number | null) => (nanoseconds === null ? null : nanoseconds / 1e9)
