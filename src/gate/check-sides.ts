import { InputError } from '../base/input-error.js'
import { lowerFirst } from '../base/lower-first.js'
import { printable } from '../base/printable.js'
import { identityOf, type Recording } from './recording.js'
import { SIDE_RULES, type SideRule } from './side-rules.js'

/**
 * What differs between the recordings and may, and what is not known, in sentences.
 * @throws InputError where the same recording is given twice, or something differs that may not
 */
export function checkSides(recordings: readonly Recording[], question: 'levels' | 'effects'): string[] {
  refuseCopies(recordings)
  return SIDE_RULES.flatMap((rule) => applied(rule, recordings, rule[question]))
}

function refuseCopies(recordings: readonly Recording[]): void {
  const seen = new Map<string, Recording>()
  for (const one of recordings) {
    const identity = identityOf(one.report)
    const twin = seen.get(identity)
    if (twin !== undefined)
      throw new InputError({
        path: one.path,
        expected: 'each recording once',
        found: `the same recording as ${printable(twin.path)}`,
        remedy: 'record again: a copy is not another observation',
      })
    seen.set(identity, one)
  }
}

function applied(rule: SideRule, recordings: readonly Recording[], policy: SideRule['levels']): string[] {
  const { what, of, same = (a: string, b: string) => a === b } = rule
  const told = recordings.map((recording) => ({ ...recording, value: of(recording.report) }))
  const [first] = told.filter(({ value }) => value !== null)
  const unknown = told.filter(({ value }) => value === null)
  if (first === undefined)
    return policy === 'refused' ? [`${what}: not recorded; assumed to be the same.`] : []
  const notes =
    policy === 'refused' && unknown.length > 0
      ? [`${what}: not recorded in ${unknown.length} of ${told.length} reports; assumed to be the same.`]
      : []
  const other = told.find(({ value }) => value !== null && !same(first.value as string, value))
  if (other === undefined) return notes
  if (policy === 'refused')
    throw new InputError({
      path: other.path,
      expected: `${lowerFirst(what)} as in ${printable(first.path)} (${printable(first.value as string)})`,
      found: printable(other.value as string),
      remedy: `compare recordings of one kind: ${rule.why}`,
    })
  const side = (name: Recording['side']) =>
    [...new Set(told.flatMap((one) => (one.side === name && one.value !== null ? [one.value] : [])))].join(
      ', ',
    ) || 'not recorded'
  return [...notes, `${what}: ${side('base')} (base), ${side('new')} (new).`]
}

/** How the recordings of the two sides follow one another; interleaved: at most two of a side in a row. */
export function orderOf(recordings: readonly Recording[]): 'interleaved' | 'mixed' | 'separate' | 'unknown' {
  const times = recordings.map(({ side, report }) => ({ side, at: report.experiment.recordedAt }))
  if (times.some(({ at }) => at === null) || new Set(times.map(({ at }) => at)).size < times.length)
    return 'unknown'
  const sides = times.sort((a, b) => ((a.at as string) < (b.at as string) ? -1 : 1)).map(({ side }) => side)
  const changes = sides.filter((side, index) => index > 0 && side !== sides[index - 1]).length
  if (changes <= 1) return 'separate'
  const three = sides.some((side, index) => side === sides[index + 1] && side === sides[index + 2])
  return three ? 'mixed' : 'interleaved'
}
