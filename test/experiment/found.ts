import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { loadBare } from '../../src/experiment/bare.js'
import { identify } from '../../src/experiment/bare-kinds.js'
import { buildReport } from '../../src/report/report.js'
import { STREAMS } from '../../src/streams/registry.js'
import { temporaryDirectory } from '../temporary.js'

// Evidence as people have it: what each must give stands next to it, worked out by awk or Python (fixtures/found/README.md).
const FOUND = 'fixtures/found'
export const at = (name: string) => join(FOUND, name)
export const sides = (name: string, count: number, end = '') => {
  const of = (side: string) =>
    Array.from({ length: count }, (_, index) => at(`${name}/${side}-${index + 1}${end}`))
  return [of('off'), of('on')] as const
}

export async function reportOf(off: readonly string[], on: readonly string[], options = {}) {
  const experiment = await loadBare(off, on, () => {}, undefined, options)
  const report = buildReport(experiment)
  const of = (metric: string) => report.comparisons.find((one) => one.metric === metric)
  const median = (metric: string) => [of(metric)?.baseline.median, of(metric)?.treatment.median]
  return { experiment, report, of, median }
}

export async function reduced(path: string, stream: string) {
  const { uses } = await identify(path)
  const use = uses.find((one) => one.stream === stream)
  if (use === undefined) throw new Error(`${path}: not read by ${stream}`)
  const role = use.role === 'copy' ? 'trace' : use.role
  const reader = STREAMS.find(({ id }) => id === stream)
  const reduction = await reader?.reduce({ [role]: { path, name: path } }, { run: 'run', window: null })
  if (reduction?.present !== true) throw new Error(reduction?.reason)
  return reduction as unknown as { value: never; warnings: { id: string }[] }
}

/** Files of a temporary directory by name and content. */
export function written(files: Record<string, string>): (name: string) => string {
  const directory = temporaryDirectory()
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true })
    writeFileSync(join(directory, name), content)
  }
  return (name) => join(directory, name)
}

export const VMSTAT = (faults: number, major = 5) =>
  `nr_free_pages 9\npgpgin 4\npgfault ${faults}\npgmajfault ${major}\npswpin 0\npswpout 0\n`
export const PSI = (some: number, full: number) =>
  `some avg10=0.00 avg60=0.00 avg300=0.00 total=${some}\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=${full}\n`
