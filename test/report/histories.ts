import { random } from '../../src/base/random.js'
import type { Report } from '../../src/model/report.js'
import { sessionReport } from '../gate/sessions.js'

export interface HistorySettings {
  reports: number
  /** From this place on, counted from 0, the treatment's throughput is so many times what it was. */
  at?: number
  factor?: number
  /** Standard deviation of the logarithm of a report's level. */
  noise?: number
  also?: (report: Report, place: number) => void
}

export const THROUGHPUT = 'bogo-ops-rate'
export const dayAt = (place: number) => new Date(Date.UTC(2026, 0, 1 + place)).toISOString()

/** Reports as if recorded one a day: a real one with every value of a report multiplied alike, and a step where one is planted. */
export async function dailyReports(seed: string, settings: HistorySettings): Promise<Report[]> {
  const { reports, at = reports, factor = 0.8, noise = 0.02, also } = settings
  // the sum of 12 uniform numbers is nearly normal; each metric has its own, whatever others a report has
  const normal = (name: string) => {
    const source = random(`${seed} ${name}`)
    return Array.from({ length: 12 }, () => source.uniform()).reduce((a, b) => a + b, -6)
  }
  const base = await sessionReport('base')
  return Array.from({ length: reports }, (_, place) => {
    const report = structuredClone(base)
    Object.assign(report.experiment, {
      id: `night-${place + 1}`,
      recordedAt: dayAt(place),
      manifestSha256: `${seed} ${place}`,
      boots: [`boot-${place}`],
    })
    for (const { metric, baseline, treatment, effect } of report.comparisons) {
      const shared = Math.exp(noise * normal(`${place} ${metric}`))
      const own =
        Math.exp((noise / 2) * normal(`${place} ${metric} effect`)) *
        (metric === THROUGHPUT && place >= at ? factor : 1)
      // runs collapse or not, whatever their level
      if (metric === 'collapsed-runs') continue
      scale(baseline, shared)
      scale(treatment, shared * own)
      if (effect?.scale === 'ratio')
        Object.assign(effect, {
          estimate: effect.estimate * own,
          lower: effect.lower === null ? null : effect.lower * own,
          upper: effect.upper === null ? null : effect.upper * own,
        })
    }
    also?.(report, place)
    return report
  })
}

function scale(side: Report['comparisons'][number]['baseline'], by: number): void {
  side.values = side.values.map((value) => value * by)
  if (side.median !== null) side.median *= by
}
