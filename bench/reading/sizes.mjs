// What a whole analysis costs by the size of the experiment: CPU, wall, memory; with 1 and 2 jobs, and the second time, from the
// cache. Run: npm run bench:sizes [-- BLOCKSxMEGABYTES...]   (needs /usr/bin/time, and as much free disk as the largest is)
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { timed } from './in-turn.mjs'
import { writeSection } from './page.mjs'
import { plotBySize } from './plot.mjs'

const path = (name) => fileURLToPath(new URL(name, import.meta.url))
const given = process.argv.slice(2)
const sizes = given.length > 0 ? given : ['1x50', '1x250', '1x500', '1x1250', '1x2500', '12x200', '1x5000']
const work = mkdtempSync(join(tmpdir(), 'bench-sizes-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))
process.on('SIGINT', () => process.exit(130))

function analyze(experiment, output, ...options) {
  const command = ['node', path('../../dist/main.js'), 'analyze', experiment, '-o', output, '-q', ...options]
  const { status, stderr, ...cost } = timed(command, {
    env: { ...process.env, XDG_CACHE_HOME: join(work, 'cache') },
  })
  if (status !== 0) throw new Error(stderr)
  return {
    ...cost,
    report: readFileSync(join(output, 'report.html'), 'utf8'),
  }
}

const rows = []
const points = []
for (const size of sizes) {
  const [blocks, megabytes] = size.split('x')
  const experiment = join(work, 'experiment')
  execFileSync('node', [path('grow-experiment.mjs'), blocks, megabytes, experiment])
  const runs = readdirSync(join(experiment, 'runs'))
  const bytes = runs.reduce(
    (all, run) => all + statSync(join(experiment, 'runs', run, 'page-faults-raw.ndjson')).size,
    0,
  )
  const ways = {
    '1 job': ['--jobs', '1', '--no-cache'],
    '2 jobs': ['--jobs', '2'],
    'from the cache': [],
  }
  let first = null
  for (const [way, options] of Object.entries(ways)) {
    const { cpu, wall, peak, report } = analyze(experiment, join(work, 'report'), ...options)
    first ??= report
    if (report !== first) throw new Error(`${size}, ${way}: another report`)
    const row = [
      `${runs.length} × ${(bytes / runs.length / 1e6).toFixed(0)} MB`,
      way,
      cpu.toFixed(2),
      wall.toFixed(2),
      way === 'from the cache' ? '' : (bytes / 1e6 / cpu).toFixed(0),
      peak.toFixed(0),
    ]
    rows.push(`| ${row.join(' | ')} |`)
    points.push({ gigabytes: bytes / 1e9, way, wall, peak })
    console.error(rows.at(-1))
  }
  rmSync(experiment, { recursive: true })
}

writeFileSync(path('../../docs/performance-by-size.svg'), await plotBySize(points))
writeSection(`## By size

<!-- Written by bench/reading/sizes.mjs; run: npm run bench:sizes${given.map((size) => ` ${size}`).join('')} -->

A whole analysis, from files to \`report.html\`, of experiments made of the same records: the first two ways verify the SHA-256 of every
file and reduce it; from the cache nothing is read that has not changed. Each way gives the same report to the byte. One round each. ${cpus()[0]?.model ?? ''}, ${cpus().length} cores with other work on them (load
${loadavg()[0].toFixed(1)} at the end), Node ${process.versions.node}.

![Time grows in proportion to the input, memory stays flat](performance-by-size.svg)

| runs | way | CPU, s | wall, s | MB/s of CPU | peak memory, MB |
| :-- | :-- | --: | --: | --: | --: |
${rows.join('\n')}
`)
