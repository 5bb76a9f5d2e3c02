import { type DiffOptions, diffOf } from '../../src/gate/diff.js'
import type { Recording } from '../../src/gate/recording.js'
import type { Diff } from '../../src/model/diff.js'

export type Metrics = Readonly<Record<string, Values>>
export type Values = readonly [baseline: readonly number[], treatment: readonly number[]]

export interface MadeReport {
  kernel?: string | null
  recordedAt?: string | null
  boots?: string[]
  /** Runs of each metric, those of a place in both lists in one block. */
  metrics?: Metrics
  comparison?: string
  /** What is said of every metric instead. */
  row?: object
  conditions?: object[]
}

const side = (id: string, values: readonly number[]) => ({
  n: values.length,
  median: [...values].sort((a, b) => a - b)[values.length >> 1] ?? null,
  runs: values.map((_, index) => `${id}${index}`),
  values,
  missing: [],
})

export const CONDITIONS = [
  { id: 'mglru-off', label: 'MGLRU off', role: 'baseline', settings: { 'lru_gen.enabled': '0x0000' } },
  { id: 'mglru-on', label: 'MGLRU on', role: 'treatment', settings: { 'lru_gen.enabled': '0x0007' } },
]

/** As little of a report as a diff looks at, so that every number of it is known by hand. */
export function made(name: 'base' | 'new', id: string, own: MadeReport = {}): Recording {
  const { kernel = '6.12.0', recordedAt = null, boots = [], comparison = 'settings', row = {} } = own
  const { metrics = { m: [[5], [5]] }, conditions = CONDITIONS } = own
  const longest = Math.max(...Object.values(metrics).flatMap((both) => both.map(({ length }) => length)))
  const host =
    kernel === null
      ? null
      : { kernel, memoryBytes: 1 << 30, cpus: 2, architecture: 'x86_64', swap: [], emulated: false }
  return {
    path: `${id}.json`,
    side: name,
    report: {
      tool: { version: '1' },
      experiment: { id, recordedAt, boots, comparison, kind: 'directory', manifestSha256: id },
      host: host && { ...host, virtualization: 'none', distribution: null },
      workload: null,
      conditions,
      runs: ['off', 'on'].flatMap((prefix) =>
        Array.from({ length: longest }, (_, index) => ({ id: `${prefix}${index}`, block: index + 1 })),
      ),
      checks: [],
      assumed: [],
      inputs: [],
      comparisons: Object.entries(metrics).map(([metric, [off, on]]) => ({
        metric,
        title: `The ${metric}`,
        unit: 'requests/s',
        better: 'higher',
        family: 'primary',
        verdict: 'inconclusive',
        clarity: null,
        smallestEffect: { relative: 0.05, absolute: 0 },
        baseline: side('off', off),
        treatment: side('on', on),
        effect: null,
        equivalence: null,
        test: { name: null, p: null, pAdjusted: null },
        warnings: [],
        collapsed: null,
        moreBlocksNeeded: null,
        blocksNeeded: null,
        reason: null,
        ...row,
      })),
    },
  } as unknown as Recording
}

export const diff = (recordings: readonly Recording[], options: Partial<DiffOptions> = {}): Diff =>
  diffOf(recordings, { question: 'levels', metrics: null, condition: null, maxRegression: null, ...options })

/** Sessions of their own boots, in turn base, new, new, base, with these runs of each metric. */
export function sessions(...all: (readonly ['base' | 'new', Metrics])[]) {
  return all.map(([side, metrics], index) => made(side, `s${index}`, { metrics, boots: [`${index}`] }))
}
