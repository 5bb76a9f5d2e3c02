// CPU time of every figure of a report, and whether all together stay under the budget.
// Run: npm run bench:charts [-- REPORT.json]   Without a report: that of the demo, 24 runs.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { CHARTS } from '../dist/charts/index.js'
import { drawSvg } from '../dist/charts/svg.js'

const BUDGET_MS = 3000
const path =
  process.argv[2] ?? fileURLToPath(new URL('../reports/fio-steady-6.12/report.json', import.meta.url))
const report = JSON.parse(readFileSync(path, 'utf8'))

const spent = (since) => {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}
const rows = []
const start = process.cpuUsage()
for (const chart of CHARTS) {
  for (const figure of chart.figures(report)) {
    const before = process.cpuUsage()
    const svg = await drawSvg(figure)
    rows.push({ id: figure.id, ms: spent(before), bytes: Buffer.byteLength(svg) })
  }
}
const total = spent(start)
const line = (id, ms, bytes) => console.log(id.padEnd(36), ms.padStart(8), bytes.padStart(8))
const measured = report.runs.filter(({ included }) => included).length
console.log(`${report.experiment.id}: ${measured} runs, Node ${process.version}`)
line('figure', 'CPU ms', 'bytes')
for (const { id, ms, bytes } of rows.sort((a, b) => b.ms - a.ms)) line(id, ms.toFixed(0), String(bytes))
line(
  'all, with the specifications',
  total.toFixed(0),
  String(rows.reduce((sum, { bytes }) => sum + bytes, 0)),
)
if (total > BUDGET_MS) {
  console.error(`over the budget of ${BUDGET_MS} ms`)
  process.exitCode = 1
}
