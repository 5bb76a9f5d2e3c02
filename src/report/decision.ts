import { COLLAPSED_RUNS } from '../metrics/work.js'
import type { Report } from '../model/report.js'
import { describesOnly, mainComparison } from './screen-answers.js'
import { shownRows } from './shown-rows.js'

export interface Decision {
  word: 'keep' | 'switch' | 'no difference that matters' | 'cannot tell'
  why: string
}

/**
 * What the primary metrics mean for someone who must decide between the conditions: switch to the treatment, keep the
 * baseline, or neither. A mixture of better and worse is no decision.
 */
export function decisionOf(report: Report): Decision {
  const cannot = (why: string): Decision => ({ word: 'cannot tell', why })
  if (report.checks.some(({ outcome, metrics }) => outcome === 'invalidates' && metrics === null))
    return cannot('The experiment is invalid.')
  const [off, on] = report.conditions.map(({ label }) => label)
  const main = mainComparison(report)
  const rows = shownRows(report, 'primary').rows.filter(
    ({ metric, verdict }) => verdict !== 'not-comparable' && metric !== COLLAPSED_RUNS,
  )
  if (main === null || rows.length === 0) return cannot('No primary metric could be compared.')
  if (describesOnly(report)) return cannot('Too few runs for a test.')
  const look = rows.find((one) => one.look !== null && one.look.look < one.look.of)?.look
  if (look != null) return cannot(`Look ${look.look} of ${look.of}: more runs are planned.`)
  const of = (verdict: string) => rows.filter((one) => one.verdict === verdict).map(({ title }) => title)
  const [better, worse, open] = [of('improved'), of('regressed'), of('inconclusive')]
  if (report.experiment.comparison === 'same')
    return better.length + worse.length + of('higher').length + of('lower').length > 0
      ? cannot('A/A: a difference was found where none should be.')
      : open.length > 0
        ? cannot('A/A: no difference was found, and none was excluded.')
        : { word: 'no difference that matters', why: 'A/A: as it should be.' }
  if (better.length > 0 && worse.length > 0)
    return cannot(`Better: ${better.join(', ')}. Worse: ${worse.join(', ')}.`)
  if (worse.length > 0) return { word: 'keep', why: `${off}: ${worse.join(', ')} regressed with ${on}.` }
  if (main.verdict === 'improved')
    return { word: 'switch', why: `${on}: ${better.join(', ')} improved, and no primary metric regressed.` }
  if (better.length > 0 && main.verdict === 'equivalent')
    return { word: 'switch', why: `${on}: ${better.join(', ')} improved, and ${main.title} is equivalent.` }
  if (open.length === 0 && better.length === 0 && rows.every(({ verdict }) => verdict === 'equivalent'))
    return { word: 'no difference that matters', why: 'Every primary metric is equivalent.' }
  return cannot(`Inconclusive: ${(open.length === 0 ? rows.map(({ title }) => title) : open).join(', ')}.`)
}
