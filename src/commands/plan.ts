import { InputError } from '../base/input-error.js'
import { formatNumber } from '../base/number-format.js'
import { printable } from '../base/printable.js'
import { stableJson } from '../base/stable-json.js'
import {
  DEFAULT_BLOCKS,
  type Plan,
  type PlannedMetric,
  planFromAssumption,
  planFromPilot,
} from '../compare/plan.js'
import { blocksText } from '../report/blocks-text.js'
import { EXIT, type Io } from './io.js'
import { readReport } from './render.js'

export interface PlanOptions {
  effect?: string
  spread?: string
  metrics?: string
  blocks?: string
  json?: boolean
  describeOnly?: boolean
}

/** Says how many blocks an experiment needs: before any run from what is assumed, or from the report of a pilot. */
export async function plan(pilot: string | undefined, options: PlanOptions, io: Io): Promise<number> {
  const assumed = options.effect !== undefined || options.spread !== undefined
  if (
    assumed === (pilot !== undefined) ||
    (assumed && (options.effect === undefined || options.spread === undefined))
  )
    throw new InputError({
      path: 'plan',
      expected: 'either the report.json of a pilot, or both --effect and --spread',
      found: pilot === undefined ? 'not both of the two' : 'a report and an assumption',
      remedy: 'see mglru-report plan --help',
    })
  const asked = number('--blocks', options.blocks ?? String(DEFAULT_BLOCKS), 1, 1000, true)
  if (pilot !== undefined && options.metrics !== undefined)
    throw new InputError({
      path: '--metrics',
      expected: 'no number of metrics',
      found: 'a report, which tells it',
      remedy: 'leave --metrics out',
    })
  const made =
    pilot === undefined
      ? planFromAssumption(
          number('--effect', options.effect ?? '', 0.01, 1000) / 100,
          number('--spread', options.spread ?? '', 0.001, 1000) / 100,
          number('--metrics', options.metrics ?? '1', 1, 1000, true),
          asked,
        )
      : planFromPilot((await readReport(pilot)).comparisons, asked)
  if (!made.able && options.describeOnly !== true)
    throw new InputError({
      path: '--blocks',
      expected: `at least ${made.fewest} blocks for ${made.metrics === 1 ? 'one primary metric' : `${made.metrics} primary metrics`}`,
      found: `${asked}, which cannot reach a verdict however large the effect`,
      remedy: 'plan more blocks, declare fewer primary metrics, or add --describe-only',
    })
  io.stdout.write(options.json === true ? stableJson(made) : `${words(made).join('\n')}\n`)
  return EXIT.ok
}

function number(option: string, text: string, least: number, most: number, whole = false): number {
  const value = /^\d+(\.\d+)?%?$/.test(text.trim()) ? Number.parseFloat(text) : Number.NaN
  if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value
  throw new InputError({
    path: option,
    expected: `a ${whole ? 'whole number' : 'percentage'} from ${least} to ${most}`,
    found: printable(text),
    remedy: `write for example ${option} ${whole ? 12 : 5}`,
  })
}

const percent = (share: number) => `${formatNumber(100 * share, 2)}%`
const blocks = (n: number | null) => (n === null ? 'more than 1000 blocks' : `${n} blocks (${2 * n} runs)`)

function words({ metrics, fewest, asked, able, planned, left, alpha }: Plan): string[] {
  const of = metrics === 1 ? 'One primary metric needs' : `${metrics} primary metrics need`
  return [
    `${of} at least ${fewest} blocks for any verdict (family-wise error rate ${percent(alpha)}, metrics with nothing in common).`,
    ...(able ? [] : [`${asked} blocks describe and do not test.`]),
    ...planned.flatMap((metric) => sentences(metric, asked)),
    ...left.map(
      ({ title, reason }) => `${printable(title)}: cannot be planned for: ${printable(reason, 500)}`,
    ),
    ...(planned.length === 0 ? ['No primary metric has a spread to plan from.'] : []),
  ]
}

function sentences(metric: PlannedMetric, asked: number): string[] {
  const { effect, spread, needed, toShowNone, found, power } = metric
  const reach =
    found === null
      ? `${asked} blocks detect no change, however large`
      : `${asked} blocks detect ${percent(found)} or more`
  const text = blocksText({ blocksNeeded: needed, unit: 'count', effect: null }, 'directory')
  return [
    `${printable(metric.title)}: the change within a block has a standard deviation of ${percent(spread)}. ${text.charAt(0).toUpperCase()}${text.slice(1)}; ${blocks(toShowNone)} to show equivalence within ±${percent(effect)}. ${reach}.`,
    `  blocks ${power.map((one) => String(one.blocks).padStart(5)).join('')}`,
    `  power  ${power.map((one) => `${(100 * one.power).toFixed(0)}%`.padStart(5)).join('')}  to find a change of ${percent(effect)}`,
  ]
}
