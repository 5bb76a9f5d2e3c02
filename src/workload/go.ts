import type { Better } from '../model/comparison.js'
import { isUnit, numberOf, type Printed } from './figure.js'
import type { Reader } from './reader.js'

const RESULT = /^(Benchmark[^\s]{0,200})\s+(\d{1,18})((?:\s+\S{1,40} \S{1,40}){1,40})\s*$/
const UNIT = /^Unit (\S{1,40}) better=(higher|lower)$/

/** https://pkg.go.dev/golang.org/x/perf/benchfmt: the Go benchmark format, with its Unit lines. */
export const go: Reader = {
  id: 'go',
  title: 'Go benchmark lines',
  what:
    'Of each benchmark: `go.BenchmarkNAME-PROCS.ns-op` and every other unit (`B-op`, `allocs-op`, `MB-s`, units of its own). Repeats of -count are one run, ' +
    'not several: their median is taken. Units ending in /op are better lower, in /s higher, others as their Unit line says.',
  source: 'captured from go 1.19; Unit lines from its documentation',
  sign: /^Benchmark\S+\s+\d+\s/m,
  read({ lines }) {
    const found = new Map<string, { name: string; unit: string; values: number[] }>()
    const directions = new Map<string, Better>()
    for (const line of lines) {
      const unit = UNIT.exec(line)
      if (unit !== null) directions.set(unit[1] as string, unit[2] as Better)
      const result = line.length < 2000 ? RESULT.exec(line) : null
      if (result === null) continue
      const words = (result[3] as string).trim().split(/\s+/)
      for (let at = 0; at + 1 < words.length; at += 2) {
        const [value = '', of = ''] = words.slice(at, at + 2)
        if (!isUnit(of)) continue
        const key = `${result[1]} ${of}`
        const one = found.get(key) ?? { name: result[1] as string, unit: of, values: [] }
        one.values.push(numberOf(value))
        found.set(key, one)
      }
    }
    const printed = [...found.values()].map(({ name, unit, values }): Printed => {
      const bad = values.find((value) => !(value >= 0))
      return {
        name: ['go', name, unit.replaceAll('/', '-')],
        value: bad ?? median(values),
        unit,
        better:
          directions.get(unit) ??
          (unit.endsWith('/op') ? 'lower' : unit.endsWith('/s') ? 'higher' : 'neither'),
        role: unit === 'ns/op' ? 'headline' : 'secondary',
      }
    })
    return printed.length === 0 ? null : { program: 'go test', version: null, printed, problems: [] }
  },
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] as number) + (sorted[Math.floor(middle)] as number)) / 2
}
