import { InputError } from '../base/input-error.js'

/** What a collector read at one moment; `at` is nanoseconds of the monotonic clock. */
export interface Sample {
  at: bigint
  data: Record<string, unknown>
}

/** Makes the data of a sample of the text that was copied from the kernel's file. */
export type OfText = (lines: readonly string[], path: string, firstLine?: number) => Record<string, unknown>

/** A number under a key; null where the sample has none. */
export function numberIn(sample: Sample, key: string): number | null {
  const value = Object.hasOwn(sample.data, key) ? sample.data[key] : undefined
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** By how much a number under a key grew from one sample to the next; null where one of them has none. */
export const growth = (key: string) => (earlier: Sample, later: Sample) => {
  const [from, to] = [numberIn(earlier, key), numberIn(later, key)]
  return from === null || to === null ? null : to - from
}

/** The same of a total of microseconds, in seconds. */
export const growthInSeconds = (key: string) => (earlier: Sample, later: Sample) => {
  const microseconds = growth(key)(earlier, later)
  return microseconds === null ? null : microseconds / 1e6
}

/** `other` for a line that is no sample, null for one that is broken. */
export function decodeSample(text: string): Sample | 'other' | null {
  if (!/^\{\s*"type"\s*:\s*"sample"/.test(text)) return 'other'
  try {
    const { t, data } = JSON.parse(text) as { t?: unknown; data?: unknown }
    if (typeof t === 'string' && /^\d{1,20}$/.test(t) && data !== null && typeof data === 'object')
      return { at: BigInt(t), data: data as Record<string, unknown> }
    return null
  } catch {
    return null
  }
}

export function notSample(path: string, line: number, found: string): InputError {
  return new InputError({
    path,
    line,
    expected: 'a sample {"type":"sample","t":"...","data":{...}}',
    found,
    remedy: 'check the stream',
  })
}
