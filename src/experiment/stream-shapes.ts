import * as z from 'zod'
import type { StreamName, StreamValues } from '../streams/registry.js'

/** Within what a double holds exactly; bounds of buckets and totals of a program may be beyond it. */
const number = z.number().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER)
const wide = z.number()
const orNull = number.nullable()
const counts = z.map(z.string(), number)
const bucket = z.object({ min: wide.nullable(), max: wide.nullable(), count: number })
const histogram = z.object({ unit: z.enum(['microseconds', 'nanoseconds']), buckets: z.array(bucket) })
const statistics = z.object({ count: orNull, average: wide, total: wide.nullable() })
const series = z
  .record(
    z.string(),
    z
      .object({ binSeconds: number.positive(), sum: z.array(number), covered: z.array(number) })
      .refine(({ sum, covered }) => sum.length === covered.length),
  )
  .exactOptional()
const durations = { p50: orNull, p99: orNull, longest: orNull, lengths: histogram }
const generations = z.array(
  z.object({ sequence: number, ageMilliseconds: number, anonymous: number, file: number }),
)
const ages = z.array(z.object({ milliseconds: number, pages: number }))
const tier = z.object({ refaulted: number, evicted: number, protected: number })
const seat = z
  .object({
    program: z.string(),
    anonBytes: number,
    fileBytes: number,
    period: number.positive(),
    seconds: number,
    wakeups: number,
    late: z.object(durations),
    worstSecond: orNull,
    lateSeconds: number,
    frozen: number,
    touch: z.object(durations),
    loopCpu: orNull,
    loopClock: orNull,
    majorFaults: number,
    cpuSeconds: number,
    killed: z.object({ status: number, after: orNull }).nullable(),
  })
  .nullable()
const textOrNull = z.string().nullable()
const loggedKill = z.object({
  at: orNull,
  by: z.enum(['kernel', 'systemd-oomd', 'lmkd', 'earlyoom']),
  pid: orNull,
  name: textOrNull,
  asker: textOrNull,
  order: orNull,
  scope: z.enum(['machine', 'cgroup']).nullable(),
  cgroup: textOrNull,
  bytes: orNull,
  rank: orNull,
  tasks: orNull,
  freeBytes: orNull,
  swapFreeBytes: orNull,
  swapBytes: orNull,
  pageCacheBytes: orNull,
})
const notes = z.object({ count: number, firstLine: number })

/** What each stream keeps of a run, as a file of `reduce` must have it: other code relies on it without looking. */
export const STREAM_SHAPES = {
  'bpftrace-maps': z.object({
    probes: orNull,
    maps: z.map(z.string(), z.map(z.string(), wide)),
    prints: counts,
    histograms: z.map(z.string(), z.array(bucket)),
    statistics: z.map(z.string(), z.map(z.string(), statistics)),
    exact: z.map(z.string(), z.string()).exactOptional(),
    unused: z
      .map(z.string(), z.object({ what: z.string(), count: number, first: z.string() }))
      .exactOptional(),
    printed: counts,
    lost: number,
    lostUncounted: number.exactOptional(),
  }),
  canary: z.object({ outside: seat, inside: seat, series }),
  'cgroup-events': z.object({ deltas: counts }),
  'cgroup-lru-gen': z.object({
    created: number,
    generations,
    ages,
    tiers: z.object({ anonymous: tier, file: tier }),
  }),
  'cgroup-pressure': z.object({ seconds: counts, series }),
  'cgroup-stat': z.object({ deltas: counts, peakBytes: orNull, series }),
  compaction: z.object({
    passes: number,
    seconds: number,
    results: counts,
    migrateScanned: orNull,
    freeScanned: orNull,
    missing: number,
  }),
  'direct-reclaim': z.object({
    ...durations,
    stalls: number,
    stalledSeconds: number,
    taskSeconds: number,
    begins: orNull,
    ends: orNull,
    reclaimedPages: orNull,
    missing: number,
    heat: z
      .object({
        binSeconds: number.positive(),
        cells: z.array(z.object({ bin: number, from: number, count: number })),
      })
      .exactOptional(),
  }),
  diskstats: z.object({
    swapRead: orNull,
    swapWritten: orNull,
    otherRead: number,
    otherWritten: number,
    swapDevices: z.array(z.string()),
    swapFiles: number,
  }),
  'fault-latency': z.object({
    minor: histogram,
    major: histogram,
    handled: orNull,
    retried: orNull,
    withoutException: orNull,
  }),
  'kernel-log': z.object({
    lines: number,
    lost: number,
    found: z.map(z.string(), z.object({ count: number, first: z.string() })),
    victims: z.array(z.string()),
    kills: z.array(loggedKill),
  }),
  kswapd: z.object({
    awake: number,
    awakeSeconds: number,
    wakes: orNull,
    sleeps: orNull,
    asked: orNull,
    missing: number,
  }),
  'kswapd-cpu': z.object({
    seconds: number,
    threads: number,
    resolution: z.enum(['nanoseconds', 'ticks']),
    compactSeconds: number.exactOptional(),
    series,
  }),
  'lru-gen': z.object({
    created: orNull,
    seconds: number.exactOptional(),
    generations,
    ages,
    unknownLines: number,
    series,
  }),
  meminfo: z.object({
    levels: z.map(z.string(), z.object({ min: number, max: number, last: number })),
    series,
  }),
  migration: z.object({ succeeded: number, failed: number, calls: counts }),
  oom: z.object({
    kills: z.int(),
    victims: z.array(z.object({ pid: number, name: z.string(), trigger: z.string() })),
    firstSeconds: orNull,
  }),
  'page-faults': z.object({
    total: z.int(),
    byProcess: counts,
    keyedBy: z.enum(['name', 'number']),
    unknown: notes,
    errors: notes,
    refused: notes.extend({ why: z.string() }).exactOptional(),
    repaired: notes.exactOptional(),
    cutLine: z.boolean(),
    processesFolded: number,
    inKernel: number.exactOptional(),
    series,
    byPage: z
      .object({
        oneIn: number,
        pages: number,
        faults: number,
        byFaults: z.array(bucket),
        top: z.array(z.object({ address: z.string(), process: number, faults: number })),
      })
      .exactOptional(),
    lost: number,
    lostUncounted: number.exactOptional(),
  }),
  'perf-json': z.object({
    samples: number,
    byProcess: counts,
    seconds: orNull,
    fields: z.array(z.string()),
  }),
  'perf-stat': z.object({
    counters: counts,
    notCounted: z.map(z.string(), z.string()),
    cgroups: z.map(z.string(), counts).exactOptional(),
    seconds: orNull,
    unknownLines: number,
  }),
  'perf-trace': z.object({
    minor: orNull,
    major: orNull,
    faults: number.exactOptional(),
    events: counts.exactOptional(),
    lost: number,
    lostUncounted: number.exactOptional(),
    byProcess: counts,
    unknownLines: number,
  }),
  psi: z.object({ seconds: counts, length: number.exactOptional(), series }),
  'stress-ng': z.object({
    stressors: z
      .array(
        z.object({
          name: z.string(),
          bogoOps: number,
          seconds: number,
          userSeconds: orNull,
          systemSeconds: orNull,
        }),
      )
      .min(1),
    setup: z.object({
      version: z.string().nullable(),
      kernel: z.object({ release: z.string(), build: z.string().nullable() }).nullable(),
      instances: z.string().nullable(),
      requestedSeconds: orNull,
    }),
    origin: z.string(),
  }),
  swap: z.object({ swapIns: orNull, major: orNull, outFolios: orNull, waits: histogram }),
  thp: z.object({ events: counts, collapses: counts, scans: counts }),
  'trace-events': z.object({
    events: counts,
    faultsByProcess: counts,
    seconds: orNull,
    directReclaim: z.object({
      begins: number,
      ends: number,
      unmatchedBegins: number,
      unmatchedEnds: number,
      taskSeconds: number,
      stalledSeconds: number,
      reclaimedPages: number,
    }),
    kswapdWakes: number,
    kswapdRewakes: number,
    kswapdSleeps: number,
    kswapdAwakeSeconds: number,
    lost: number,
    lostUncounted: number.exactOptional(),
    overwritten: number,
    unknownLines: number,
  }),
  vmscan: z.object({
    events: counts,
    attached: counts,
    inactiveScanned: orNull,
    inactiveReclaimed: orNull,
  }),
  vmstat: z.object({
    deltas: counts,
    faultsSinceBoot: z.object({ before: number, after: number }).exactOptional(),
    seconds: number.exactOptional(),
    series,
  }),
  'workload-output': z.object({
    figures: z.array(
      z.object({
        name: z.string(),
        value: orNull,
        reason: z.string().nullable(),
        unit: z.string(),
        better: z.enum(['lower', 'higher', 'neither']),
        role: z.enum(['headline', 'secondary', 'descriptive']),
        program: z.string(),
        version: z.string().nullable(),
        reader: z.string(),
      }),
    ),
    readers: z.array(z.string()),
    problems: z.array(z.string()),
  }),
} satisfies { readonly [N in StreamName]: z.ZodType<StreamValues[N]> }
