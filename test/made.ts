import type { Experiment, RunData } from '../src/experiment/experiment.js'

/** A run with what a test says of it, and the streams as present values; null for one that was not recorded. */
export function run(
  id: string,
  streams: Readonly<Record<string, object | null>> = {},
  own: Partial<RunData> = {},
): RunData {
  const reductions = Object.entries(streams).map(([name, value]) => [
    name,
    value === null ? { present: false, reason: `no ${name}` } : { present: true, value, warnings: [] },
  ])
  return {
    id,
    condition: id.startsWith('off') ? 'off' : 'on',
    kind: 'measured',
    block: 1,
    position: 1,
    duration: { seconds: 10, origin: 'test' },
    included: true,
    settings: null,
    kernel: null,
    exit: null,
    reason: null,
    streams: Object.fromEntries(reductions),
    ...own,
  } as RunData
}

/** The measured runs of a plan, two in each block, in this order. */
export const plannedRuns = (ids: readonly string[]) =>
  ids.map((id, index) => ({
    id,
    kind: 'measured',
    block: 1 + Math.floor(index / 2),
    position: 1 + (index % 2),
    condition: id.startsWith('off') ? 'off' : 'on',
  }))

export const experiment = (...runs: RunData[]): Experiment =>
  ({
    id: 'made',
    kind: 'directory',
    conditions: [
      { id: 'off', label: 'MGLRU off', role: 'baseline', settings: { 'lru_gen.enabled': '0x0000' } },
      { id: 'on', label: 'MGLRU on', role: 'treatment', settings: { 'lru_gen.enabled': '0x0007' } },
    ],
    manifest: null,
    runs,
    inputs: [],
    warnings: [],
  }) as unknown as Experiment
