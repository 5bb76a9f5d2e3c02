import { boundedJson } from '../base/bounded-json.js'
import { InputError } from '../base/input-error.js'

/** Bytes of a file that is read as a whole. */
export const MAX_LKP_JSON = 32 << 20

/** A monitor of lkp over time: its names without the monitor's own, and the time of each sample in seconds. */
export interface LkpSeries {
  times: number[]
  values: Map<string, number[]>
}

/**
 * JSON that lkp makes of a monitor: one object of arrays, `proc-vmstat.time` and `proc-vmstat.pgfault` and so on.
 * https://github.com/intel/lkp-tests, lib/stats.rb. Null where the monitor is not in it.
 * @throws InputError for what is not of that form.
 */
export function readLkpJson(text: string, monitor: string, path: string): LkpSeries | null {
  const fail = (found: string) =>
    new InputError({
      path,
      expected: `an object of arrays of numbers with ${monitor}.time, as lkp writes it`,
      found,
      remedy: `give the file ${monitor} next to it, which lkp made it of`,
    })
  let parsed: unknown
  try {
    parsed = boundedJson(text, path)
  } catch (error) {
    if (error instanceof InputError) throw error
    throw fail('JSON that is cut off or spoilt')
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed))
    throw fail('another form of JSON')
  const own = Object.entries(parsed).filter(([key]) => key.startsWith(`${monitor}.`))
  if (own.length === 0) return null
  const values = new Map<string, number[]>()
  for (const [key, list] of own) {
    if (!isNumbers(list)) throw fail(`something else in ${JSON.stringify(key.slice(0, 60))}`)
    values.set(key.slice(monitor.length + 1), list)
  }
  const times = values.get('time')
  if (times === undefined) throw fail('no times')
  values.delete('time')
  for (const [name, list] of values)
    if (list.length !== times.length)
      throw fail(`${list.length} values of ${JSON.stringify(name.slice(0, 60))} and ${times.length} times`)
  return { times, values }
}

const isNumbers = (list: unknown): list is number[] =>
  Array.isArray(list) && list.every((one) => typeof one === 'number' && Number.isFinite(one))
