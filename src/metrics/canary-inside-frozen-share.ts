import { canaryFrozenShareAt } from './canary-frozen-share.js'

export const canaryInsideFrozenShare = canaryFrozenShareAt(
  'inside',
  'canary-inside-frozen-share',
  'Canary in the cgroup frozen',
)
