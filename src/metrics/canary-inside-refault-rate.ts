import { canaryRefaultRateAt } from './canary-refault-rate.js'

export const canaryInsideRefaultRate = canaryRefaultRateAt(
  'inside',
  'canary-inside-refault-rate',
  'Canary in the cgroup refaults',
)
