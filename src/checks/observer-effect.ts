import { evaluate } from '../compare/comparison-inputs.js'
import { observerEffect as cost } from '../compare/observer-effect.js'
import { bogoOpsRate } from '../metrics/bogo-ops-rate.js'
import type { CheckDef } from './check.js'

export const observerEffect: CheckDef = {
  id: 'observer-effect',
  title: 'Tracing overhead',
  why:
    'Every probe costs time, and a condition that fires more of them pays more: part of the difference would be tracing overhead. ' +
    'Runs without tracing, where the plan has them, show it.',
  action: 'Trace less, or compare untraced runs, which the collectors record with --untraced.',
  run({ conditions, runs }) {
    const values = (kind: 'measured' | 'untraced', condition: string) =>
      runs
        .filter(
          (run) => run.kind === kind && run.condition === condition && (run.included || kind === 'untraced'),
        )
        .map((run, index) => {
          const value = evaluate(bogoOpsRate, run)
          return { ...value, block: run.block ?? index + 1 }
        })
    const sides = (kind: 'measured' | 'untraced') => ({
      baseline: values(kind, conditions[0].id),
      treatment: values(kind, conditions[1].id),
    })
    const found = cost({ title: bogoOpsRate.title, traced: sides('measured'), untraced: sides('untraced') })
    return found && { ...found, metrics: null }
  },
}
