import { printable } from '../base/printable.js'
import { stableJson } from '../base/stable-json.js'
import { designOf } from '../compare/design-of.js'
import { unfitLooks } from '../compare/test-plan.js'
import { undeclarable } from '../evidence/declared-metrics.js'
import { withoutUnprovenRuns } from '../evidence/excluded-runs.js'
import { loadDirectory } from '../experiment/directory.js'
import { EXIT, type Io } from './io.js'
import { withRunReader } from './with-run-reader.js'

/** Says whether an experiment directory is complete: manifests, plan, runs, and every stream against its checksum. */
export async function validate(
  path: string,
  options: { json?: boolean; quiet?: boolean },
  io: Io,
): Promise<number> {
  // from the files themselves, not from what was kept of them
  const fresh = { ...options, jobs: '1', cache: false }
  const recorded = await withRunReader(fresh, io, (progress, reading) =>
    loadDirectory(path, progress, reading),
  )
  const experiment = withoutUnprovenRuns(recorded)
  const wrong = undeclarable(experiment)
  const measured = experiment.runs.filter((run) => run.kind === 'measured')
  const unusable = measured
    .filter((run) => !run.included)
    .map((run) => ({ run: run.id, reason: run.reason ?? '' }))
  const { looks = [], orders = [] } = designOf(experiment)
  const unfit = unfitLooks(looks, orders.length)
  const valid =
    unusable.length === 0 && experiment.warnings.length === 0 && wrong.length === 0 && unfit === null
  if (options.json === true) {
    io.stdout.write(
      stableJson({
        id: experiment.id,
        valid,
        planned: measured.length,
        usable: measured.length - unusable.length,
        unusable,
        undeclarable: wrong,
        looks: unfit,
        warnings: experiment.warnings,
      }),
    )
  } else {
    for (const { run, reason } of unusable) io.stdout.write(`${printable(run)}: ${printable(reason, 500)}\n`)
    for (const { subject, text } of experiment.warnings)
      io.stdout.write(`${subject === null ? '' : `${printable(subject)}: `}${printable(text, 500)}\n`)
    for (const { metric, why } of wrong)
      io.stdout.write(`plan.primary: ${printable(metric)} ${printable(why, 500)}\n`)
    if (unfit !== null) io.stdout.write(`plan.looks: ${unfit}\n`)
    if (options.quiet !== true) {
      io.stdout.write(
        `${experiment.id}: ${measured.length - unusable.length} of ${measured.length} measured runs usable${valid ? ', no problems found' : ''}\n`,
      )
    }
  }
  return valid ? EXIT.ok : EXIT.input
}
