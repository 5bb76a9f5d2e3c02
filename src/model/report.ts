import * as z from 'zod'
import { own } from './own.js'
import { ComparisonSchema } from './report-comparison.js'
import { KillsSchema } from './report-kills.js'
import { DistributionSchema, TimelineSchema } from './report-series.js'
import type { Published } from './safe.js'
import { WarningSchema } from './warning.js'

// The contract of report.json. A text that holds anything of an input is z.string(), which the redactor looks at; own() it leaves.
// Names in it are used by others: add members freely, and raise SCHEMA_VERSION (with an
// entry in CHANGELOG.md) when one is renamed, removed or changes its meaning.
export const SCHEMA_VERSION = 2

const ConditionSchema = z.object({
  id: z.string(),
  label: z.string(),
  role: z.enum(['baseline', 'treatment']),
  settings: z
    .record(z.string(), z.string())
    .default({})
    .describe('what the plan asks for, by name of the setting; empty for standalone files'),
})

const EnvironmentSchema = z
  .object({
    differences: z.array(
      z.object({
        name: z.string(),
        baseline: z.array(z.string()).describe('the values of its runs; "absent" where a run has none'),
        treatment: z.array(z.string()),
        between: z
          .enum(['conditions', 'boots', 'runs'])
          .describe('what it differs between; boots and runs: the conditions have the same values'),
        irrelevant: z
          .string()
          .nullable()
          .describe('why it decides nothing; null for what may explain an effect'),
      }),
    ),
    recorded: z.int().describe('included runs whose environment was recorded'),
    missing: z.array(z.string()).describe('included runs whose environment was not'),
    facts: z.int(),
    boots: z.int().describe('boots that the runs are known to be of'),
  })
  .describe(
    'everything that was not the same in all runs, next to what the conditions declare; null: not recorded',
  )

const RunSchema = z.object({
  id: z.string(),
  condition: z.string(),
  kind: z.enum(['measured', 'warmup', 'untraced']),
  block: z.int().nullable(),
  position: z.int().nullable(),
  included: z.boolean(),
  reason: z.string().nullable().describe('why it is not included'),
  seconds: z.number().nullable().describe('length of the measured window'),
  faults: z.int().nullable().describe('page faults traced'),
})

const ProcessFaultsSchema = z.object({
  process: z
    .string()
    .describe('process name; or the rank within the run where the trace has only process numbers'),
  baseline: z.array(z.number()).describe('faults in each included run of the baseline, in the order of runs'),
  treatment: z.array(z.number()),
})

export const ReportSchema = z.object({
  schemaVersion: z.literal(SCHEMA_VERSION),
  tool: z.object({ name: own(), version: own() }),
  experiment: z.object({
    id: z.string(),
    kind: z.enum(['bare', 'directory']),
    comparison: z
      .enum(['settings', 'kernels', 'same', 'named'])
      .default('settings')
      .describe(
        'what differs between the conditions: settings, the kernel, nothing (A/A), or what their names say',
      ),
    recordedAt: z
      .string()
      .nullable()
      .default(null)
      .describe('UTC, when the plan was made; null for standalone files'),
    manifestSha256: own().nullable().describe('of experiment.json, which was written before the first run'),
    boots: z
      .array(own())
      .default([])
      .describe(
        'of each boot of the included runs a hash, the same in other reports of that boot; empty: not recorded',
      ),
  }),
  host: z
    .object({
      kernel: z.string(),
      architecture: z.string(),
      distribution: z.string().nullable(),
      cpus: z.int(),
      memoryBytes: z.number(),
      emulated: z.boolean(),
      virtualization: z.string().nullable(),
      swap: z.array(z.object({ kind: z.string(), bytes: z.number() })),
    })
    .nullable()
    .describe('null for standalone files; never host or user names'),
  workload: z
    .object({
      profile: z.string().nullable(),
      argv: z.array(z.string()),
      withheld: z
        .int()
        .describe('arguments excluded because they could tell more than is meant to be published'),
      summary: z
        .string()
        .nullable()
        .default(null)
        .describe('the command line with program, options and sizes; paths and unknown words as …'),
      memoryMaxBytes: z.int().nullable().default(null).describe('limit of its memory cgroup; null: none'),
    })
    .nullable(),
  conditions: z.tuple([ConditionSchema, ConditionSchema]).describe('baseline, then treatment'),
  findings: z.array(z.string()).describe('the verdict in sentences, most important first'),
  assumed: z
    .array(z.object({ id: own(), text: z.string(), metrics: z.array(z.string()).nullable() }))
    .default([])
    .describe('what the verdicts rest on and nothing recorded proves; metrics: null for all'),
  environment: EnvironmentSchema.nullable().default(null),
  runs: z.array(RunSchema),
  comparisons: z.array(ComparisonSchema),
  processes: z.object({
    keyedBy: z.enum(['name', 'rank']).nullable(),
    rows: z.array(ProcessFaultsSchema).describe('most faults first; the last row may hold all others'),
    kinds: z
      .array(
        z.object({
          kind: own(),
          baseline: z.array(z.number()).describe('faults in each included run that tells them'),
          treatment: z.array(z.number()),
        }),
      )
      .default([])
      .describe('traced, by mode; counted by the kernel, by whether data had to be read'),
  }),
  kills: KillsSchema,
  timelines: z
    .array(TimelineSchema)
    .default([])
    .describe(
      'what happened when: means over bins, aligned to the start of the measured window; 4 significant digits',
    ),
  distributions: z
    .array(DistributionSchema)
    .default([])
    .describe('how long single events took, run by run, as far as histograms tell it'),
  counters: z
    .array(
      z.object({
        counter: z.string(),
        baseline: z.object({ n: z.int(), median: z.number().nullable() }),
        treatment: z.object({ n: z.int(), median: z.number().nullable() }),
        scope: z
          .enum(['machine'])
          .optional()
          .describe('of whom it counts: /proc/vmstat is of the whole machine'),
        comparability: own().optional().describe('row of the comparability table that was used'),
        notComparable: z
          .string()
          .nullable()
          .optional()
          .describe('why the two conditions do not count the same thing on this kernel; null where they do'),
      }),
    )
    .describe('every counter of /proc/vmstat that moved: increase over a run; described, never tested'),
  checks: z.array(
    z.object({
      id: own(),
      title: own(),
      outcome: z.enum(['pass', 'note', 'caution', 'invalidates']),
      text: z.string(),
      metrics: z.array(z.string()).nullable().describe('metrics that it invalidates; null for all'),
    }),
  ),
  warnings: z.array(WarningSchema),
  methods: z.array(z.string()).describe('what was done, a paragraph each'),
  glossary: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      why: z.string(),
      how: z.string(),
      scope: z
        .enum(['machine', 'workload', 'cgroup'])
        .optional()
        .describe('of a metric: of whom the numbers are'),
    }),
  ),
  inputs: z.array(
    z.object({
      run: z.string(),
      stream: own().nullable(),
      role: own(),
      name: z.string(),
      bytes: z.int(),
      sha256: own(),
    }),
  ),
  redactions: z
    .array(z.string())
    .default([])
    .describe('what was taken out so that the report may be published, and what is still in it'),
  redacted: z
    .array(z.object({ kind: own(), values: z.int(), places: z.int() }))
    .default([])
    .describe('how much of each kind was taken out of texts: different values, and places where they stood'),
})

export type Report = z.infer<typeof ReportSchema>
/** A report that went through the redactor, or was read from a file: what is written is made of nothing else. */
export type PublishedReport = Published<Report>
export type ReportComparison = Report['comparisons'][number]
