import * as z from 'zod'

/** Names that become file names or identifiers: no path separator, no leading dot, bounded. */
export const Name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, 'a name of letters, digits, ".", "_" and "-"')

/** A metric: of the analysis, or `workload:NAME`, a figure that the workload prints. */
const MetricId = z
  .string()
  .regex(
    /^(?:workload:)?[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/,
    'a metric, or "workload:" and the name of a figure',
  )

/** A kernel setting as the kernel prints it, or null where the kernel has no such file. */
const Setting = z.string().max(4096).nullable()

const Text = z.string().max(65536)

/** Settings by name (`src/settings` lists the known ones), as text: what is asked for, or what the kernel answered. */
const Settings = z.record(z.string().max(256), Setting)

export const ConditionSchema = z.object({
  id: Name.describe('mglru-off or mglru-on; two distinct names where both conditions are set alike (A/A)'),
  label: Text.nullable().describe('how reports name it; null: made from the id'),
  settings: z
    .record(z.string().min(1).max(256), z.string().max(4096))
    .describe(
      'what is asked for, such as "lru_gen.enabled": "0x0007"; what the kernel answered is in each run',
    ),
})

export const PlannedRunSchema = z.object({
  id: Name,
  kind: z.enum(['measured', 'warmup', 'untraced']),
  block: z.int().min(1).nullable().describe('null for warm-up and untraced runs'),
  position: z.int().min(1).nullable().describe('place within the block'),
  condition: Name,
})

export const ExperimentSchema = z.object({
  schemaVersion: z.literal(2),
  id: Name.describe('also the seed of every random draw'),
  createdAt: z.iso.datetime().describe('UTC'),
  tool: z.object({ name: Text, version: Text }),
  host: z.object({
    kernel: Text.describe('uname -r'),
    kernelBuild: Text.describe('uname -v'),
    architecture: Text.describe('uname -m'),
    distribution: Text.nullable().describe('PRETTY_NAME of /etc/os-release'),
    cpus: z.int().min(1),
    cpuModel: Text.nullable(),
    memoryBytes: z.int().min(0),
    pageBytes: z.int().min(1),
    numaNodes: z.int().min(1).nullable(),
    virtualization: Text.nullable().describe(
      'as systemd-detect-virt says, "none" on bare metal; null when unknown',
    ),
    emulated: z.boolean().describe('the instructions are emulated (TCG): absolute times mean nothing'),
    swap: z.array(z.object({ kind: Text.describe('zram, disk, file'), bytes: z.int().min(0) })),
    kernelConfig: z
      .record(z.string().max(256), Text)
      .describe('options that matter here, name to y, m, n or value'),
  }),
  tools: z
    .record(z.string().max(256), Text.nullable())
    .describe('version line of each program used; null where it is absent'),
  workload: z.object({
    profile: Name.nullable().describe('null for a command of the user’s own'),
    argv: z.array(Text).max(1024),
    timeoutSeconds: z.number().min(0).nullable(),
    memoryMaxBytes: z.int().min(0).nullable().describe('limit of the memory cgroup, null without one'),
    rampSeconds: z
      .number()
      .min(0)
      .nullable()
      .default(null)
      .describe('from the start of the workload to that of the measured window'),
    format: Name.nullable()
      .default(null)
      .describe('the reader of the workload’s output; null: every one whose format is in it'),
  }),
  conditions: z.tuple([ConditionSchema, ConditionSchema]).describe('baseline, then treatment'),
  plan: z.object({
    blocks: z.int().min(1).max(10_000),
    seed: Text.nullable().describe('what the order within the blocks was drawn from; null: unknown'),
    algorithm: Text.nullable().describe('how the order was drawn: sha256-blocks-1 or -2; null: unknown'),
    looks: z
      .array(z.int().min(1).max(10_000))
      .max(100)
      .describe(
        'numbers of blocks at which the analysis looks, ascending, the last all; empty: none planned',
      ),
    describeOnly: z.boolean().describe('planned without enough blocks for any test, knowingly'),
    runs: z.array(PlannedRunSchema).min(1).max(40_000).describe('in the order in which they are to be run'),
    primary: z
      .array(
        z.object({
          metric: MetricId,
          smallestEffect: z.object({ relative: z.number().min(0), absolute: z.number().min(0) }),
        }),
      )
      .describe('declared before the first run; empty: the defaults of the analysis, which is then said'),
  }),
  streams: z.array(Name).describe('streams that each measured run was to record'),
})

/** Nanoseconds as a decimal string: a clock may pass 2^53 ns (104 days of uptime). */
export const Nanoseconds = z.string().regex(/^[0-9]{1,20}$/, 'nanoseconds as a string of decimal digits')

export const RunStreamSchema = z.object({
  id: Name,
  file: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, 'a file name within the run, without a path'),
  records: z.int().min(0).nullable().describe('records that the collector counted; null when it could not'),
  lost: z
    .int()
    .min(0)
    .nullable()
    .describe('records that the collector knows to be lost; null when it cannot know'),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  note: Text.nullable().describe('why the stream is empty or impossible on this kernel, otherwise null'),
})

const ProbePartSchema = z
  .object({ units: z.number().min(1), nanoseconds: z.number().min(1) })
  .nullable()
  .describe('how much of the work was done, and how long it took; null: it could not be done')

export const RunSchema = z.object({
  schemaVersion: z.literal(2),
  experiment: Name,
  id: Name,
  kind: z.enum(['measured', 'warmup', 'untraced']),
  block: z.int().min(1).nullable(),
  position: z.int().min(1).nullable(),
  condition: Name,
  settings: z
    .object({ before: Settings, after: Settings })
    .describe('read back from the kernel around the run, under names such as lru_gen.enabled, vm.swappiness'),
  clock: z
    .object({ monotonic: Nanoseconds, boottime: Nanoseconds, realtime: Nanoseconds })
    .describe('the three clocks read together, so that streams with different clocks can be aligned'),
  phases: z
    .array(z.object({ name: Name, start: Nanoseconds, end: Nanoseconds }))
    .describe('on the monotonic clock; "measure" is the window that counts'),
  exit: z
    .object({ status: z.int().min(0).max(255), signal: Text.nullable() })
    .nullable()
    .describe('of the workload'),
  outcome: z
    .enum(['complete', 'failed'])
    .describe('failed: recorded whole, but the workload or a collector failed'),
  reason: Text.nullable().describe('why it failed'),
  declaration: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'a sha256 in hexadecimal digits')
    .nullable()
    .describe('sha256 of experiment.json when the run began; null: not recorded'),
  kernel: z
    .object({
      release: Text.describe('uname -r'),
      build: Text.describe('uname -v'),
      bootId: Text.describe('first 16 hexadecimal digits of the sha256 of the boot id'),
    })
    .nullable()
    .describe('that the run ran on; null: not recorded'),
  workload: z
    .object({
      argv: z.array(Text).max(1024),
      tool: Text.nullable().describe('version line of argv[0]'),
      requestedSeconds: z.number().min(0).nullable(),
    })
    .nullable()
    .describe('what the run ran; null: not recorded'),
  environment: z
    .record(z.string().max(256), Text.nullable())
    .nullable()
    .describe('snapshot of what else decides how reclaim behaves, sorted and redacted; null: not recorded'),
  cgroup: z
    .object({
      path: Text,
      controllers: z.array(Text).max(64),
      limits: z.record(z.string().max(256), Text).describe('such as memory.max: bytes, or "max"'),
      collectors: z
        .object({ path: Text, memoryMinBytes: z.number().min(0).nullable() })
        .nullable()
        .default(null)
        .describe('where the collectors ran'),
    })
    .nullable()
    .default(null)
    .describe('of the workload alone; null: none, or not recorded'),
  usage: z
    .object({
      elapsedNanoseconds: Nanoseconds.describe('from the start of the workload to its end'),
      userMicroseconds: z.number().min(0).nullable(),
      systemMicroseconds: z.number().min(0).nullable(),
      peakResidentBytes: z
        .number()
        .min(0)
        .nullable()
        .default(null)
        .describe('ru_maxrss: the most that one process had in memory'),
    })
    .nullable()
    .default(null)
    .describe('by the workload and the children that it waited for; null: not recorded'),
  window: z
    .object({ by: z.enum(['whole', 'ramp', 'mark']), rampSeconds: z.number().min(0).nullable() })
    .nullable()
    .default(null)
    .describe('what began the measured window: the workload, a ramp, or a mark that it printed'),
  output: z
    .array(
      z.object({
        source: z.enum(['stdout', 'stderr']),
        file: z
          .string()
          .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/, 'a file name within the run, without a path'),
        bytes: z.int().min(0),
        droppedBytes: z.int().min(0).describe('between the begin and the end of an output above 16 MiB'),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .max(2)
    .default([])
    .describe('what the workload printed, as it did; empty: not recorded'),
  probe: z
    .object({ cpu: ProbePartSchema, memory: ProbePartSchema, disk: ProbePartSchema })
    .nullable()
    .default(null)
    .describe(
      'the same small work before every run: rounds of a loop, MiB written to memory, blocks read from the disk; null: not recorded',
    ),
  attempt: z.int().min(1).default(1).describe('at this run; those before it failed'),
  streams: z.array(RunStreamSchema),
})

export type Condition = z.infer<typeof ConditionSchema>
export type PlannedRun = z.infer<typeof PlannedRunSchema>
export type ExperimentManifest = z.infer<typeof ExperimentSchema>
export type RunManifest = z.infer<typeof RunSchema>
