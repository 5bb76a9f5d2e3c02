import * as z from 'zod'
import { own } from './own.js'
import { Unit } from './report-comparison.js'

const TimelineSideSchema = z.object({
  runs: z.int().describe('included runs of the condition with this series'),
  missing: z.array(z.object({ run: z.string(), reason: z.string() })),
  lossy: z.int().describe('of the runs, those whose recording lost events: they show less than happened'),
  n: z
    .array(z.int())
    .describe('runs seen in each bin; a bin that fewer than half of the runs reach is null below'),
  median: z.array(z.number().nullable()),
  lower: z.array(z.number().nullable()).describe('the least run'),
  upper: z.array(z.number().nullable()).describe('the greatest run'),
})

/** What one signal did over the measured window. */
export const TimelineSchema = z.object({
  id: own('stream and series'),
  metric: own().nullable().describe('the metric of the same matter, or null where there is none'),
  title: own(),
  unit: Unit,
  stream: own(),
  binSeconds: z.number(),
  t: z.array(z.number()).describe('start of each bin, seconds since the start of the measured window'),
  baseline: TimelineSideSchema,
  treatment: TimelineSideSchema,
  absent: z.string().nullable().describe('why there is nothing to show: not recorded, or nothing occurred'),
})

const DistributionSideSchema = z.object({
  runs: z.int().describe('included runs in which it was recorded and happened'),
  missing: z.array(z.object({ run: z.string(), reason: z.string() })),
  events: z.int().describe('over all these runs together; nothing is tested on them'),
  median: z
    .array(z.number())
    .describe('at each edge, the share of a run’s events that took at least as long: median of the runs'),
  lower: z.array(z.number()).describe('the least run'),
  upper: z.array(z.number()).describe('the greatest run'),
})

const QuantileSideSchema = z.object({
  n: z.int().describe('runs with at least one event beyond the quantile'),
  lower: z.number().nullable().describe('seconds: median over the runs of the lower bound of its bucket'),
  upper: z.number().nullable().describe('of the upper bound'),
})

/** How long single events of one kind took, run by run. */
export const DistributionSchema = z.object({
  id: own(),
  metric: own().nullable().describe('the metric of its tail'),
  title: own(),
  stream: own(),
  covers: own(),
  resolution: z.number().describe('a bucket reaches up to so many times its lower bound'),
  edges: z.array(z.number()).describe('seconds; between two edges the buckets tell nothing'),
  baseline: DistributionSideSchema,
  treatment: DistributionSideSchema,
  quantiles: z.array(
    z.object({
      level: z.number(),
      baseline: QuantileSideSchema,
      treatment: QuantileSideSchema,
      shift: z
        .object({
          ratio: z.number(),
          lower: z.number(),
          upper: z.number(),
          confidence: z.number(),
          n: z.int(),
        })
        .nullable()
        .describe(
          'treatment over baseline of the bucket’s upper bound, one value a run; the true ratio may be off by the resolution',
        ),
    }),
  ),
  shiftAbsent: z.string().nullable().describe('why there is no shift'),
  heat: z
    .object({
      binSeconds: z.number(),
      baseline: z.array(z.tuple([z.number(), z.number(), z.number()])),
      treatment: z.array(z.tuple([z.number(), z.number(), z.number()])),
    })
    .nullable()
    .describe(
      'seconds since the start of the measured window, least length in seconds (less than twice that), events a run',
    ),
  absent: z.string().nullable().describe('why there is nothing to show'),
})
