import { InputError } from '../base/input-error.js'
import { printable } from '../base/printable.js'
import { stableJson } from '../base/stable-json.js'
import {
  DEFAULT_BLOCKS,
  type Plan,
  type PlannedMetric,
  planFromAssumption,
  planFromPilot,
} from '../compare/plan.js'
import { EXIT, type Io } from './io.js'
import { readReport } from './render.js'

export interface PlanOptions {
  effect?: string
  spread?: string
  metrics?: string
  blocks?: string
  json?: boolean
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

const percent = (share: number) => `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)} %`
const blocks = (n: number | null) => (n === null ? 'more than 1000 blocks' : `${n} blocks (${2 * n} runs)`)

function words({ metrics, fewest, asked, planned, left, power, alpha }: Plan): string[] {
  const chance = `${(100 * power).toFixed(0)} %`
  return [
    `With ${metrics === 1 ? 'one primary metric' : `${metrics} primary metrics`} no fewer than ${fewest} blocks can show any change (error ${percent(alpha)}, shared by Holm).`,
    ...planned.map((metric) => sentence(metric, chance, asked)),
    ...left.map(
      ({ title, reason }) => `${printable(title)}: cannot be planned for: ${printable(reason, 500)}`,
    ),
    ...(planned.length === 0 ? ['No primary metric has a spread to plan from.'] : []),
  ]
}

function sentence(
  { title, effect, spread, toFind, toShowNone, found }: PlannedMetric,
  chance: string,
  asked: number,
): string {
  const reach =
    found === null
      ? `${asked} blocks could find no change, however large`
      : `${asked} blocks find a change of ${percent(found)} or more`
  return `${printable(title)}: the change within a block varies by ${percent(spread)} (standard deviation). To find one of ${percent(effect)} with a chance of ${chance}: ${blocks(toFind)}; to show that there is none so large: ${blocks(toShowNone)}. ${reach}.`
}
