import * as z from 'zod'
import { UNITS } from './units.js'
import { WarningSchema } from './warning.js'

export const Unit = z.enum(Object.keys(UNITS) as [keyof typeof UNITS, ...(keyof typeof UNITS)[]])
const Better = z.enum(['lower', 'higher', 'neither'])
const Family = z
  .enum(['primary', 'secondary', 'descriptive'])
  .describe('primary: tested under Holm; secondary: under Benjamini-Hochberg; descriptive: never tested')
const Verdict = z.enum([
  'improved',
  'regressed',
  'higher',
  'lower',
  'equivalent',
  'inconclusive',
  'not-comparable',
])

const SummarySchema = z.object({
  n: z.int().describe('runs with a value'),
  median: z.number().nullable(),
  values: z.array(z.number()).describe('one for each run, never for each event'),
  runs: z.array(z.string()).describe('the run of each value'),
  missing: z.array(z.object({ run: z.string(), reason: z.string() })),
})

export const ComparisonSchema = z.object({
  metric: z.string(),
  title: z.string(),
  unit: Unit,
  better: Better,
  family: Family,
  verdict: Verdict,
  clarity: z.enum(['clear', 'size-uncertain']).nullable(),
  reason: z.string().nullable().describe('why the verdict is not-comparable, or inconclusive without a test'),
  scope: z
    .enum(['machine', 'workload'])
    .optional()
    .describe('of whom the numbers are: everything on the machine, or the processes of the workload'),
  comparability: z
    .string()
    .optional()
    .describe(
      'row of the comparability table that was used; same-lru, common-code, or the id of a definition',
    ),
  smallestEffect: z
    .object({ relative: z.number(), absolute: z.number() })
    .describe('below either, nobody cares; absolute in the unit'),
  baseline: SummarySchema,
  treatment: SummarySchema,
  effect: z
    .object({
      scale: z
        .enum(['ratio', 'difference'])
        .describe('ratio: treatment over baseline, 1.10 is 10 % more; difference: treatment less baseline'),
      estimate: z.number(),
      lower: z.number().nullable(),
      upper: z.number().nullable(),
      confidence: z.number().nullable().describe('the confidence that the interval really reaches'),
    })
    .nullable(),
  test: z.object({
    name: z.string().nullable(),
    n: z.int(),
    p: z.number().nullable(),
    pAdjusted: z.number().nullable(),
  }),
  consistency: z
    .string()
    .nullable()
    .describe('the effect in words: in how many blocks, or how often one run exceeds another'),
  moreBlocksNeeded: z
    .int()
    .nullable()
    .describe('blocks that would probably decide it, from the observed spread'),
  warnings: z.array(WarningSchema),
})
