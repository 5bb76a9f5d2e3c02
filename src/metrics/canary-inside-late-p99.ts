import { canaryLateP99At } from './canary-late-p99.js'

export const canaryInsideLateP99 = canaryLateP99At(
  'inside',
  'canary-inside-late-p99',
  'Canary in the cgroup lateness, p99',
)
