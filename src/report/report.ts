import type { CheckDef } from '../checks/check.js'
import { CHECKS } from '../checks/index.js'
import { compareAll } from '../compare/compare.js'
import { comparisonInputs, invalidatedFor, withCollapsedRuns } from '../compare/comparison-inputs.js'
import { designOf } from '../compare/design-of.js'
import { assumptions } from '../evidence/assumed.js'
import { bootHashes } from '../evidence/boots.js'
import { comparisonKind, labelled } from '../evidence/comparison-kind.js'
import { environmentProof } from '../evidence/environment-proof.js'
import { withoutUnprovenRuns } from '../evidence/excluded-runs.js'
import { type ConditionInfo, type Experiment, type RunData, valueOf } from '../experiment/experiment.js'
import { metricsOf } from '../metrics/of-workload.js'
import type { CheckResult } from '../model/check.js'
import type { ComparisonInput } from '../model/comparison.js'
import { type PublishedReport, type Report, SCHEMA_VERSION } from '../model/report.js'
import { VERSION } from '../version.js'
import { counters } from './counters.js'
import { distributions } from './distributions.js'
import { withEvidence } from './evidence-sentences.js'
import { findings } from './findings.js'
import { groupedWarnings } from './grouped-warnings.js'
import { kills } from './kills.js'
import { methods } from './methods.js'
import { processFaults } from './processes.js'
import { publishableHost, publishableWorkload, type Unredacted } from './publishable.js'
import { type Publishable, publishable } from './redactions.js'
import { shownTerms } from './shown-terms.js'
import { timelines } from './timelines.js'

/** Everything that is known of an experiment, as the one document that all outputs are made from. */
export function buildReport(recorded: Experiment, keep: readonly Unredacted[] = []): PublishedReport {
  return buildPublishable(recorded, keep).report
}

/** The report, and what makes other texts of the experiment as fit to be published. */
export function buildPublishable(recorded: Experiment, keep: readonly Unredacted[] = []): Publishable {
  const experiment = labelled(withoutUnprovenRuns(recorded))
  const values = comparisonInputs(metricsOf(experiment), experiment)
  const checks = CHECKS.flatMap((check) => runCheck(check, experiment, values))
  const invalidated = (metric: string) =>
    checks.find(
      ({ outcome, metrics }) => outcome === 'invalidates' && (metrics === null || metrics.includes(metric)),
    )?.text ?? null
  const inputs = withCollapsedRuns(values, experiment).map((one) => ({
    ...one,
    notComparable: one.notComparable ?? invalidatedFor(one, invalidated),
  }))
  const comparisons = compareAll(inputs, designOf(experiment))
  const comparison = comparisonKind(experiment)
  const assumed = assumptions(experiment)
  const shown = {
    comparisons,
    timelines: timelines(experiment),
    distributions: distributions(experiment, invalidated),
  }
  const manifest = experiment.manifest?.value ?? null
  const [baseline, treatment] = experiment.conditions
  const report: Report = {
    schemaVersion: SCHEMA_VERSION,
    tool: { name: 'mglru-report', version: VERSION },
    experiment: {
      id: experiment.id,
      kind: experiment.kind,
      comparison,
      recordedAt: manifest?.createdAt ?? null,
      manifestSha256: experiment.manifest?.sha256 ?? null,
      boots: bootHashes(experiment),
    },
    host: manifest === null ? null : publishableHost(manifest.host),
    workload: manifest === null ? null : publishableWorkload(manifest.workload, keep),
    conditions: [reportCondition(baseline), reportCondition(treatment)],
    findings: withEvidence(
      findings(comparisons, checks, [baseline, treatment], experiment.kind),
      experiment,
      comparison,
      { assumed, invalid: checks.filter(({ outcome }) => outcome === 'invalidates').length },
    ),
    assumed,
    environment: environmentProof(experiment),
    runs: experiment.runs.map(reportRun),
    ...shown,
    processes: processFaults(experiment),
    kills: kills(experiment),
    counters: counters(experiment),
    checks,
    warnings: groupedWarnings(experiment.warnings),
    methods: methods(experiment, comparisons),
    glossary: shownTerms(experiment, shown),
    inputs: experiment.inputs,
    redactions: [],
    redacted: [],
  }
  return publishable(report, experiment, keep)
}

/** A check that throws costs only itself, and says so. */
function runCheck(
  check: CheckDef,
  experiment: Experiment,
  values: readonly ComparisonInput[],
): (CheckResult & { id: string; title: string })[] {
  const { id, title } = check
  try {
    const result = check.run(experiment, values)
    return result === null ? [] : [{ id, title, ...result }]
  } catch (error) {
    const text = `This check failed and says nothing: ${error instanceof Error ? error.message : String(error)}`
    return [{ id, title, outcome: 'caution', text, metrics: null }]
  }
}

const reportCondition = ({ id, label, role, settings }: ConditionInfo) => ({ id, label, role, settings })

function reportRun(run: RunData): Report['runs'][number] {
  return {
    id: run.id,
    condition: run.condition,
    kind: run.kind,
    block: run.block,
    position: run.position,
    included: run.included,
    reason: run.reason,
    seconds: run.duration?.seconds ?? null,
    faults: valueOf(run, 'page-faults')?.total ?? null,
  }
}
