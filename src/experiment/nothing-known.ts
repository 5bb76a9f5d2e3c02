import type { RunData } from './experiment.js'

/** Of a run without a manifest of its own. */
export const NOTHING_KNOWN = {
  settings: null,
  time: null,
  declaration: null,
  kernel: null,
  workload: null,
  environment: null,
  exit: null,
  usage: null,
  cgroup: null,
  measured: null,
  probe: null,
  streams: {},
} satisfies Partial<RunData>
