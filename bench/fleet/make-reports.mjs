// Synthetic reports of many machines, from one real report: other kernels, machines, workloads and effects, drawn with a seed.
// node bench/fleet/make-reports.mjs REPORT.json HOW-MANY DIRECTORY [HOW-MANY-BROKEN]
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const KERNELS = ['6.1.0-49-amd64', '6.6.87', '6.12.117+deb13-amd64', '6.17.2-1.fc43.x86_64', '7.2.0']
const MACHINES = [
  { cpus: 2, memoryBytes: 2 ** 30, swap: [{ kind: 'disk', bytes: 2 ** 30 }] },
  { cpus: 8, memoryBytes: 16 * 2 ** 30, swap: [{ kind: 'zram', bytes: 8 * 2 ** 30 }] },
  { cpus: 64, memoryBytes: 256 * 2 ** 30, swap: [] },
  { cpus: 192, memoryBytes: 1024 * 2 ** 30, swap: [{ kind: 'disk', bytes: 2 ** 36 }] },
]
const PROFILES = ['swap-pressure', 'fio-zipf', 'redis', 'kernel-build-like', 'page-cache-scan']
const VERDICTS = ['improved', 'regressed', 'inconclusive', 'equivalent']
const BROKEN = ['{"schemaVersion": 2, "tool"', '{"schemaVersion": 99}', '{"schemaVersion": 2}']

/** mulberry32, numbers from 0 to 1. */
export function generator(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** A report of another machine; what does not differ it shares with the first. */
export function variant(report, index) {
  const random = generator(index + 1)
  const one = (list) => list[Math.floor(random() * list.length)]
  const shift = 0.7 + 0.6 * random()
  return {
    ...report,
    experiment: {
      ...report.experiment,
      id: `machine-${String(index).padStart(4, '0')}`,
      recordedAt: new Date(Date.UTC(2026, 0, 1) + index * 3600_000).toISOString(),
      manifestSha256: index.toString(16).padStart(64, '0'),
    },
    host: { ...report.host, kernel: one(KERNELS), ...one(MACHINES) },
    workload: { ...report.workload, profile: one(PROFILES) },
    comparisons: report.comparisons.map((comparison) => {
      const effect = comparison.effect?.scale === 'ratio' ? comparison.effect : null
      if (effect === null || effect.lower === null) return comparison
      const scaled = {
        estimate: effect.estimate * shift,
        lower: effect.lower * shift,
        upper: effect.upper * shift,
      }
      const tested = comparison.family !== 'descriptive' && comparison.better !== 'neither'
      return {
        ...comparison,
        ...(tested && comparison.verdict !== 'not-comparable' && { verdict: one(VERDICTS), clarity: null }),
        effect: { ...effect, ...scaled },
      }
    }),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [source, count, directory, broken = '0'] = process.argv.slice(2)
  const report = JSON.parse(readFileSync(source, 'utf8'))
  for (let index = 0; index < Number(count); index++) {
    const place = join(directory, `m${String(index).padStart(4, '0')}`)
    mkdirSync(place, { recursive: true })
    const text =
      index < Number(broken) ? BROKEN[index % BROKEN.length] : JSON.stringify(variant(report, index))
    writeFileSync(join(place, 'report.json'), text)
    if (index >= Number(broken))
      writeFileSync(join(place, 'report.html'), '<!doctype html><title>report</title>')
  }
}
