/** What a canary says of itself when it is ready; sizes in bytes, the period in nanoseconds. */
export interface CanaryBegin {
  type: 'begin'
  where: string
  program: string
  period: number
  anonBytes: number
  fileBytes: number
}

/** A second of it; `at` is the moment of its last wake-up, nanoseconds of the monotonic clock, as all lengths are. */
export interface CanarySecond {
  type: 'second'
  where: string
  at: bigint
  /** How late each wake-up came, in order; the last one was due at `at`. */
  late: number[]
  /** Null while it was too far behind to touch its memory. */
  anon: number | null
  file: number | null
  /** The arithmetic, by the clock and by its CPU time. */
  loop: number
  loopCpu: number
  majorFaults: number
  cpu: number
}

/** Its end; 0 is the one that it was asked for, above 128 a signal. */
export interface CanaryEnd {
  type: 'end'
  where: string
  at: bigint
  status: number
}

export type CanaryLine = CanaryBegin | CanarySecond | CanaryEnd

/** A wake-up that was late for longer than this was not recorded by any canary. */
const MAX_LATE = 1e15

/** One line of collectors/streams/canary.sh: `other` for what is none of its records, null for a broken one. */
export function decodeCanary(text: string): CanaryLine | 'other' | null {
  if (!/^\{"type":"(?:canary|canary-end|sample)"/.test(text)) return 'other'
  let line: Record<string, unknown>
  try {
    line = JSON.parse(text)
  } catch {
    return null
  }
  const type = line['type']
  const data = type === 'sample' ? line['data'] : line
  if (data === null || typeof data !== 'object') return null
  const of = data as Record<string, unknown>
  const { where } = of
  const at = line['t']
  if (typeof where !== 'string' || typeof at !== 'string' || !/^\d{1,20}$/.test(at)) return null
  const whole = (key: string): number | null => {
    const value = of[key]
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null
  }
  if (type === 'canary') {
    const [period, anonBytes, fileBytes] = [whole('period_ns'), whole('anon_bytes'), whole('file_bytes')]
    const { program } = of
    if (!period || anonBytes === null || fileBytes === null || typeof program !== 'string') return null
    return { type: 'begin', where, program, period, anonBytes, fileBytes }
  }
  if (type === 'canary-end') {
    const status = whole('status')
    return status === null ? null : { type: 'end', where, at: BigInt(at), status }
  }
  const late = of['late_ns']
  const [loop, loopCpu, majorFaults, cpu] = [
    whole('loop_ns'),
    whole('loop_cpu_ns'),
    whole('major'),
    whole('cpu_ns'),
  ]
  if (!Array.isArray(late) || late.length === 0 || late.length > 1000 || !late.every(isLate)) return null
  if (loop === null || loopCpu === null || majorFaults === null || cpu === null) return null
  return {
    type: 'second',
    where,
    at: BigInt(at),
    late,
    anon: whole('anon_ns'),
    file: whole('file_ns'),
    loop,
    loopCpu,
    majorFaults,
    cpu,
  }
}

const isLate = (value: unknown) => typeof value === 'number' && value >= 0 && value < MAX_LATE
