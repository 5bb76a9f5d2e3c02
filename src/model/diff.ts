import * as z from 'zod'
import { own } from './own.js'
import { EffectSchema, VerdictSchema } from './report-comparison.js'

// The contract of diff.json: add members freely, raise DIFF_VERSION when one is renamed, removed or changes its meaning.
export const DIFF_VERSION = 1

const SideSchema = z.object({
  sessions: z.int().describe('sessions that count: recordings of one boot are one session'),
  kernels: z.array(z.string()).describe('releases, distinct; empty: not recorded'),
  recordings: z.array(
    z.object({
      experiment: z.string(),
      recordedAt: z.string().nullable(),
      session: z.int().describe('place of its session among those of the side, from 1'),
    }),
  ),
})

const LevelSchema = z.object({
  n: z.int().describe('sessions with a value'),
  median: z.number().nullable(),
  values: z.array(z.number()).describe('one for each session, never for each run'),
})

export const DiffRowSchema = z.object({
  metric: z.string(),
  title: z.string(),
  unit: z.string(),
  better: z.enum(['lower', 'higher', 'neither']),
  condition: z
    .string()
    .nullable()
    .describe('of levels: the condition under which; null where the row is about the effect'),
  tolerated: z
    .number()
    .nullable()
    .describe(
      'a change up to this does not matter: a share where the effect is a ratio, else in the unit; from --max-regression or the smallest effect',
    ),
  base: LevelSchema,
  new: LevelSchema,
  effect: EffectSchema.describe('new over base, or new less base, with a 90% interval'),
  test: z.object({
    name: own().nullable(),
    p: z
      .number()
      .nullable()
      .describe('one-sided, in the direction of the estimate; of conditions that of the report'),
    pAdjusted: z.number().nullable().describe('for all rows of this comparison'),
  }),
  verdict: VerdictSchema,
  clarity: z.enum(['clear', 'size-uncertain']).nullable(),
  outcome: z
    .enum(['pass', 'fail', 'cannot-tell'])
    .describe(
      'pass: the interval excludes a regression beyond the tolerated one; fail: it regressed; else cannot-tell',
    ),
  reason: z.string().nullable().describe('why nothing can be told, where the numbers alone do not say it'),
  text: z.string().describe('the row in a sentence'),
})

export const DiffSchema = z.object({
  schemaVersion: z.literal(DIFF_VERSION),
  tool: z.object({ name: own(), version: own() }),
  question: z
    .enum(['levels', 'effects', 'conditions'])
    .describe(
      'levels: of a metric under one condition; effects: of the treatment itself; conditions: those of one report',
    ),
  asked: own().describe('the question in a sentence'),
  outcome: z.enum(['pass', 'fail', 'cannot-tell']),
  summary: own().describe('the outcome in a sentence'),
  maxRegression: z.number().nullable().describe('--max-regression, as a share'),
  order: z
    .enum(['interleaved', 'mixed', 'separate', 'unknown'])
    .describe('in which order the recordings of the two sides were made'),
  base: SideSchema,
  new: SideSchema,
  rows: z.array(DiffRowSchema),
  notes: z.array(z.string()).describe('what differs between the sides, or was not recorded'),
  methods: z.array(own()),
})

export type Diff = z.infer<typeof DiffSchema>
export type DiffRow = z.infer<typeof DiffRowSchema>
export type DiffSide = z.infer<typeof SideSchema>
export type GateOutcome = Diff['outcome']
