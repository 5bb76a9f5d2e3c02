import { canaryWorstSecondAt } from './canary-worst-second.js'

export const canaryInsideWorstSecond = canaryWorstSecondAt(
  'inside',
  'canary-inside-worst-second',
  'Canary in the cgroup, worst second',
)
