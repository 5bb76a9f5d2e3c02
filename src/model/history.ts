import * as z from 'zod'
import { own } from './own.js'
import { EffectSchema } from './report-comparison.js'

// The contract of history.json: add members freely, raise HISTORY_VERSION when one is renamed, removed or changes its meaning.
export const HISTORY_VERSION = 1

const FactSchema = z.object({
  fact: own().describe('such as "Kernel"'),
  before: z.string(),
  after: z.string(),
})

const LevelSchema = z
  .object({
    n: z.int().describe('runs with a value'),
    value: z.number().describe('median of the runs, or their mean: see level'),
    lower: z.number().nullable(),
    upper: z.number().nullable(),
    confidence: z
      .number()
      .nullable()
      .describe(
        'achieved level of the interval, which is of the runs of this report: what a boot does is not in it',
      ),
  })
  .nullable()

const PointSchema = z.object({
  report: z.int().describe('place of the report, from 1'),
  baseline: LevelSchema,
  treatment: LevelSchema,
  effect: EffectSchema.describe('of the treatment, as the report has it'),
  missing: z
    .string()
    .nullable()
    .describe('why there is no value; then nothing is drawn, and nothing is tested'),
  tested: z
    .boolean()
    .describe('whether the point counts in the test: of several reports of one boot the first does'),
})

const ChangeSchema = z.object({
  before: z.int().describe('place of the last report before it'),
  after: z.int().describe('place of the first report after it'),
  pAdjusted: z.number().describe('by permutation, adjusted by Holm over the metrics of its round'),
  baseline: EffectSchema.describe(
    'level of the reports up to the next change over, or less, that of those before',
  ),
  treatment: EffectSchema,
  effect: EffectSchema.describe('the same of the effect of the treatment'),
  facts: z.array(FactSchema).describe('what else changed between the two reports'),
})

const MetricSchema = z.object({
  metric: z.string(),
  title: z.string(),
  unit: z.string(),
  better: z.enum(['lower', 'higher', 'neither']),
  level: z.enum(['median', 'mean']).describe('mean: where any run of any report has 0'),
  scale: z.enum(['ratio', 'difference']).describe('of the changes of levels'),
  points: z.array(PointSchema).describe('one for each report, in their order'),
  tested: z.int().describe('points in the test'),
  untested: z.string().nullable().describe('why there is no test; null where there is one'),
  lagOne: z
    .number()
    .nullable()
    .describe('autocorrelation of neighbouring treatment levels within segments; null without a test'),
  changes: z.array(ChangeSchema),
})

export const HistorySchema = z.object({
  schemaVersion: z.literal(HISTORY_VERSION),
  tool: z.object({ name: own(), version: own() }),
  order: z.enum(['time', 'kernel']),
  conditions: z.tuple([z.string(), z.string()]).describe('baseline, then treatment'),
  workload: z.string(),
  reports: z.array(
    z.object({
      experiment: z.string(),
      recordedAt: z.string().nullable(),
      kernel: z.string().nullable(),
      machine: z.string().nullable().describe('class of the machine'),
      firstOfBoot: z
        .int()
        .nullable()
        .describe('place of an earlier report of the same boot; null: none is known'),
      facts: z.array(FactSchema).describe('what changed since the report before'),
    }),
  ),
  left: z
    .array(z.object({ report: z.string(), reason: z.string() }))
    .describe('reports that have no place in the order, or could not be read'),
  metrics: z.array(MetricSchema),
  notes: z.array(z.string()),
  methods: z.array(own()),
})

export type History = z.infer<typeof HistorySchema>
export type HistoryMetric = z.infer<typeof MetricSchema>
export type HistoryPoint = z.infer<typeof PointSchema>
export type HistoryChange = z.infer<typeof ChangeSchema>
export type HistoryReport = History['reports'][number]
export type ChangedFact = z.infer<typeof FactSchema>
export type Level = NonNullable<z.infer<typeof LevelSchema>>
