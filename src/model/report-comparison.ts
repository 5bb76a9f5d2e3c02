import * as z from 'zod'
import { own } from './own.js'
import { UNITS } from './units.js'
import { WarningSchema } from './warning.js'

export const Unit = z.enum(Object.keys(UNITS) as [keyof typeof UNITS, ...(keyof typeof UNITS)[]])
const Better = z.enum(['lower', 'higher', 'neither'])
const Family = z
  .enum(['primary', 'secondary', 'descriptive'])
  .describe(
    'primary: adjusted by Westfall-Young, without blocks by Holm; secondary: by Benjamini-Hochberg; descriptive: never tested',
  )
export const VerdictSchema = z.enum([
  'improved',
  'regressed',
  'higher',
  'lower',
  'equivalent',
  'inconclusive',
  'did-not-occur',
  'not-comparable',
])

const SummarySchema = z.object({
  n: z.int().describe('runs with a value'),
  median: z.number().nullable(),
  values: z.array(z.number()).describe('one for each run, never for each event'),
  runs: z.array(z.string()).describe('the run of each value'),
  missing: z.array(z.object({ run: z.string(), reason: z.string() })),
})

export const EffectSchema = z
  .object({
    scale: z
      .enum(['ratio', 'difference'])
      .describe('ratio: treatment over baseline, 1.10 is 10% more; difference: treatment less baseline'),
    estimate: z.number(),
    lower: z.number().nullable(),
    upper: z.number().nullable(),
    confidence: z.number().nullable().describe('achieved confidence level of the interval'),
  })
  .nullable()

/** One row of report.json: a metric, what it shows, and the verdict. */
export const ComparisonSchema = z.object({
  // figures of the workload are named by its output: no text of our own
  metric: z.string(),
  title: z.string(),
  unit: z
    .string()
    .max(64)
    .describe('one of the units of the metrics; of workload:NAME what the program calls it'),
  better: Better,
  family: Family,
  verdict: VerdictSchema,
  clarity: z.enum(['clear', 'size-uncertain']).nullable(),
  reason: z.string().nullable().describe('why the verdict is not-comparable, or inconclusive without a test'),
  scope: z
    .enum(['machine', 'workload', 'cgroup'])
    .optional()
    .describe(
      'of whom the numbers are: everything on the machine, the processes of the workload, or its cgroup',
    ),
  comparability: own()
    .optional()
    .describe(
      'row of the comparability table that was used; same-lru, common-code, or the id of a definition',
    ),
  smallestEffect: z
    .object({ relative: z.number(), absolute: z.number() })
    .describe('below either, nobody cares; absolute in the unit'),
  baseline: SummarySchema,
  treatment: SummarySchema,
  effect: EffectSchema,
  test: z.object({
    name: own().nullable(),
    n: z.int().describe('pairs used; without blocks, runs used'),
    p: z.number().nullable(),
    pAdjusted: z.number().nullable(),
    other: z
      .object({ name: own(), p: z.number() })
      .nullable()
      .default(null)
      .describe('the other test of the same values, as a check; it decides nothing'),
  }),
  equivalence: z
    .object({ lower: z.number(), upper: z.number(), confidence: z.number() })
    .nullable()
    .default(null)
    .describe('the interval that made the verdict equivalent, on the scale of the effect'),
  collapsed: z
    .object({
      share: z.number().describe('a run below this share of the median of its own condition'),
      baseline: z.array(z.string()).describe('the runs that did'),
      treatment: z.array(z.string()),
      p: z.number().describe('exact conditional p of the two counts, not adjusted'),
      otherwise: EffectSchema.describe('the effect without the blocks of these runs'),
      n: z.int().describe('blocks, or runs of both conditions, that are left'),
    })
    .nullable()
    .default(null)
    .describe('of the figure of the workload, where any run collapsed'),
  blocksNeeded: z
    .object({
      effect: z.number().describe('the smallest effect asked for'),
      blocks: z.int().nullable().describe('in all, for a power of 80%; null above 200'),
      low: z.int().nullable().describe('for the lower end of the 80% interval of the standard deviation'),
      high: z.int().nullable(),
    })
    .nullable()
    .default(null)
    .describe('of the one metric that the report asks more blocks for'),
  look: z
    .object({ look: z.int(), of: z.int(), alpha: z.number().describe('nominal p that this look decides at') })
    .nullable()
    .default(null)
    .describe('which of several planned looks this is'),
  consistency: z
    .string()
    .nullable()
    .describe('the effect in words: in how many blocks, or how often one run exceeds another'),
  moreBlocksNeeded: z
    .int()
    .nullable()
    .describe('of the metric with blocksNeeded: how many of these are still to be run'),
  warnings: z.array(WarningSchema),
})
