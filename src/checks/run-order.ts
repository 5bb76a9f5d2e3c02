import { inOneOrder, type OrderProof, orderProof } from '../evidence/order-proof.js'
import type { Experiment } from '../experiment/experiment.js'
import type { CheckResult } from '../model/check.js'
import type { CheckDef } from './check.js'

/** What a drift does to such a design; simulated, docs/statistics.md. */
export const DRIFT =
  'Without any true effect, a drift of 1, 2 or 3 standard deviations from the first run to the last makes 17%, 51% or 84% of such experiments find one.'

const SHOWN = 3

export const runOrder: CheckDef = {
  id: 'run-order',
  title: 'Order of the runs',
  why:
    'A plan protects from drift only if the runs followed it. The clocks read at the start of every run say in which order they really ' +
    'ran; where the two disagree, the plan is not believed and runs are not paired by block.',
  action:
    'Look at the start times in run.json: copy nothing between experiments, let the collectors continue a plan (--resume), and record ' +
    'the experiment again where all runs of one condition came first.',
  run(experiment) {
    const proof = orderProof(experiment)
    if (proof.order === null) return null
    return experiment.manifest === null ? ofCounters(experiment, proof) : ofClocks(proof)
  },
}

function ofClocks({ order, contradictions, baselineFirst }: OrderProof): CheckResult {
  const remarks = (order?.remarks ?? []).map((text) => ` ${text}`).join('')
  if (contradictions.length === 0)
    return {
      outcome: remarks === '' ? 'pass' : 'note',
      text: `All ${order?.runs.length} recorded runs began in the order of the plan, by ${order?.basis}, and none overlap.${remarks}`,
      metrics: null,
    }
  const more = contradictions.length > SHOWN ? `; ${contradictions.length - SHOWN} more` : ''
  const what = `Not the order of the plan: ${contradictions.slice(0, SHOWN).join('; ')}${more}.${remarks}`
  return inOneOrder(baselineFirst.recorded)
    ? {
        outcome: 'invalidates',
        text: `${what} Nearly all runs of one condition came before those of the other. ${DRIFT}`,
        metrics: null,
      }
    : {
        outcome: 'caution',
        text: `${what} The plan is not believed: runs are compared unpaired.`,
        metrics: null,
      }
}

function ofCounters({ conditions }: Experiment, { order, baselineFirst }: OrderProof): CheckResult {
  const share = baselineFirst.recorded
  const first =
    share === null ? '' : ` ${conditions[0].label} ran first in ${Math.round(100 * share)}% of the pairs.`
  const text = `By ${order?.basis}, the runs were recorded in this order: ${order?.runs.join(', ')}.${first}`
  return inOneOrder(share)
    ? { outcome: 'invalidates', text: `${text} ${DRIFT}`, metrics: null }
    : { outcome: 'note', text, metrics: null }
}
