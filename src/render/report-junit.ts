import { isWorkFigure } from '../metrics/work.js'
import type { Report, ReportComparison } from '../model/report.js'
import { decisionOf } from '../report/decision.js'
import { findingOf } from '../report/findings.js'
import { questionOf } from '../report/screen-facts.js'
import { isChanged } from '../report/sentence-parts.js'
import { verdictWord } from '../report/verdict-words.js'
import { type JunitCase, junitXml } from './junit.js'
import { CHECK_WORDS } from './verdict-words.js'

type Check = Report['checks'][number]

/** What becomes of verdicts and checks, for docs/exchange.md: the first rule that applies. */
export const JUNIT_RULES: readonly {
  what: string
  outcome: JunitCase['outcome']
  why: string
  /** Of a primary metric; absent of a check. */
  metric?(row: ReportComparison, report: Report): boolean
  check?(check: Check): boolean
}[] = [
  {
    what: 'primary metric that regressed',
    outcome: 'failed',
    why: 'the treatment is worse, and that is shown',
    metric: ({ verdict }) => verdict === 'regressed',
  },
  {
    what: 'primary metric that changed in an A/A report',
    outcome: 'failed',
    why: 'two equal conditions may not differ',
    metric: ({ verdict }, { experiment }) => experiment.comparison === 'same' && isChanged(verdict),
  },
  {
    what: 'throughput of the workload that is 0 in every run',
    outcome: 'error',
    why: 'the workload did nothing, so nothing was measured',
    metric: ({ metric, verdict, better }) =>
      verdict === 'did-not-occur' && isWorkFigure(metric) && better === 'higher',
  },
  {
    what: 'primary metric that is inconclusive, not tested or not comparable',
    outcome: 'skipped',
    why: 'there is no answer, which is neither a success nor a regression',
    metric: ({ verdict }) => verdict === 'inconclusive' || verdict === 'not-comparable',
  },
  {
    what: 'any other primary metric',
    outcome: 'passed',
    why: 'improved, equivalent, did not occur, or changed without a better direction',
    metric: () => true,
  },
  {
    what: 'check that invalidates',
    outcome: 'error',
    why: 'the experiment is wrong, not the kernel; metrics that it invalidates are not comparable, so skipped',
    check: ({ outcome }) => outcome === 'invalidates',
  },
  {
    what: 'any other check',
    outcome: 'passed',
    why: 'a warning is in `system-out`: JUnit has no warnings',
    check: () => true,
  },
]

/** JUnit XML of one report: a case for each primary metric and for each check. */
export function renderReportJunit(report: Report): string {
  const { experiment, host, conditions, comparisons, checks } = report
  const { word, why } = decisionOf(report)
  const [baseline, treatment] = conditions.map(({ label }) => label)
  const metrics = comparisons
    .filter(({ family }) => family === 'primary')
    .map((row): JunitCase => {
      const rule = JUNIT_RULES.find(({ metric }) => metric?.(row, report))
      return {
        name: row.title,
        classname: `mglru-report.metric.${row.metric}`,
        outcome: rule?.outcome ?? 'error',
        message: verdictWord(row),
        text: findingOf(row, conditions, experiment.kind),
      }
    })
  const soundness = checks.map((check): JunitCase => {
    const rule = JUNIT_RULES.find((one) => one.check?.(check))
    return {
      name: check.title,
      classname: `mglru-report.check.${check.id}`,
      outcome: rule?.outcome ?? 'error',
      message: CHECK_WORDS[check.outcome],
      text: `${CHECK_WORDS[check.outcome]}: ${check.text}`,
    }
  })
  return junitXml('mglru-report', [
    {
      name: questionOf(report),
      properties: [
        ['experiment', experiment.id],
        ['baseline', baseline ?? ''],
        ['treatment', treatment ?? ''],
        ...(host === null ? [] : [['kernel', host.kernel] as const]),
        ['decision', `${word}: ${why}`],
        ...report.assumed.map(({ text }) => ['not recorded', text] as const),
      ],
      cases: metrics,
    },
    { name: 'soundness checks', properties: [], cases: soundness },
  ])
}
