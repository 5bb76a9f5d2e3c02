import type { OfText } from '../decode/samples.js'
import type { About, StreamDef, StreamFiles } from '../model/stream.js'
import { type CgroupCopies, type CgroupRoles, cgroupCopies } from './cgroup-copies.js'
import type { Bracket } from './copy-files.js'
import { type OfSamples, sampled } from './sampled.js'

/** A stream of files of the workload's cgroup: sampled by the collectors, or copied by hand before and after a run. */
export function ofCgroup<const Name extends string, Reduced extends object>({
  roles,
  rates = {},
  text,
  made,
  ...about
}: About<Name, Reduced> & {
  roles: CgroupRoles
  rates?: NonNullable<OfSamples<Reduced>['rates']>
  /** Reads copies of the kernel's text, each behind a line `time: SECONDS`. */
  text?: OfText
  /** What stays in memory; a text says why there is nothing. */
  made(copies: CgroupCopies): Reduced | string
}): StreamDef<Name, Reduced> {
  const fromSamples = sampled<Name, Reduced>({
    ...(about as unknown as About<Name, Reduced>),
    ...(text && { text }),
    ofRun: () => ({
      rates,
      value(bracket, series, path) {
        const value = made({ first: numbersOf(bracket.first), last: numbersOf(bracket.last), path })
        if (typeof value === 'string') return value
        const { seconds: length } = bracket
        return { ...value, ...(length !== undefined && { length }), ...(series && { series }) }
      },
    }),
  })
  return {
    ...fromSamples,
    async reduce(files: StreamFiles, context) {
      if (files.trace !== undefined) return fromSamples.reduce(files, context)
      const copies = await cgroupCopies(files, roles, context.run)
      if (!copies.present) return copies
      const value = made(copies.value)
      return typeof value === 'string'
        ? { present: false, reason: value }
        : { present: true, value, warnings: copies.warnings }
    },
  }
}

/** Without what is no number, such as a limit of "max". */
function numbersOf({ data }: Bracket['first']): Record<string, number> {
  const numbers: Record<string, number> = Object.create(null)
  for (const [key, value] of Object.entries(data)) {
    const number = typeof value === 'string' && /^\d{1,20}$/.test(value) ? Number(value) : value
    if (typeof number === 'number' && Number.isFinite(number)) numbers[key] = number
  }
  return numbers
}
