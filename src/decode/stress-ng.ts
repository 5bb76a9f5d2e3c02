import { InputError } from '../base/input-error.js'

export interface Stressor {
  name: string
  bogoOps: number
  /** Wall-clock seconds. */
  seconds: number
  userSeconds: number | null
  systemSeconds: number | null
}

/** stress-ng 0.22 has some 370 stressors. */
export const MAX_STRESSORS = 1000

/** `name: value`, the first of an entry behind a dash. Names of its own metrics have blanks and brackets in them. */
const MEMBER = /^(\s+)(- +)?([^\s:#'"&*[\]{},][^:#]{0,200}):(?:\s+(.{0,400}?))?\s*$/

/** In some locales stress-ng writes a decimal comma. */
function quantity(text: string | undefined): number | null {
  if (text === undefined || !/^\d{1,20}(?:[.,]\d{1,20})?(?:[eE][+-]?\d{1,3})?$/.test(text)) return null
  const value = Number(text.replace(',', '.'))
  return Number.isFinite(value) ? value : null
}

const unquoted = (text: string) => /^'(.*)'$|^"(.*)"$/.exec(text)?.slice(1).find(Boolean) ?? text

/**
 * The metrics of `stress-ng --yaml`, 0.10 to 0.22: the section `metrics` line by line, in the one form that stress-ng writes. The
 * rest of the file may be no YAML at all: 0.19 writes one line of build-info without its indentation.
 * @throws InputError for a line of the section that is of another form, for a metric that is not a number, and for one that comes again
 * with another value.
 */
export function parseStressYaml(text: string, path: string): Stressor[] {
  const fail = (line: number, expected: string, found: string) =>
    new InputError({
      path,
      line,
      expected,
      found,
      remedy: 'check that the run ended and the file is complete',
    })
  const entries: { line: number; members: Map<string, string> }[] = []
  let inside = false
  // columns at which entries and their members begin; what lies deeper is of one instance of a stressor
  let [ofEntry, ofMember] = [-1, -1]
  let [from, line] = [0, 0]
  while (from < text.length) {
    const end = text.indexOf('\n', from)
    const row = text.slice(from, end === -1 ? text.length : end).trimEnd()
    from = end === -1 ? text.length : end + 1
    line++
    if (!inside) {
      inside = /^metrics:$/.test(row)
      continue
    }
    if (row === '' || /^\s*#/.test(row)) continue
    if (/^\S/.test(row)) break
    const [, blank = '', dash, name = '', value = ''] = MEMBER.exec(row) ?? []
    if (name === '') throw fail(line, "stress-ng's YAML, a line `name: value`", 'another line')
    if (dash !== undefined && (ofEntry === -1 || blank.length === ofEntry)) {
      if (entries.length >= MAX_STRESSORS) throw fail(line, `at most ${MAX_STRESSORS} stressors`, 'more')
      ;[ofEntry, ofMember] = [blank.length, blank.length + dash.length]
      entries.push({ line, members: new Map() })
    } else if (ofMember === -1 || blank.length < ofMember)
      throw fail(line, "stress-ng's YAML, an entry `- stressor: NAME`", 'another line')
    else if (dash !== undefined || blank.length > ofMember) continue
    const { members } = entries.at(-1) ?? {}
    if (members === undefined || !WANTED.has(name)) continue
    const before = members.get(name)
    if (before !== undefined && before !== unquoted(value))
      throw fail(line, `${name} once for each stressor`, `${before} and ${unquoted(value)}`)
    members.set(name, unquoted(value))
  }
  return entries.map(({ line, members }, index) => {
    const name = members.get('stressor') ?? ''
    const bogoOps = quantity(members.get('bogo-ops'))
    const seconds = quantity(members.get('wall-clock-time'))
    if (name === '' || bogoOps === null || seconds === null)
      throw fail(line, `metrics[${index}] with stressor, bogo-ops and wall-clock-time`, 'something else')
    const userSeconds = quantity(members.get('user-time'))
    const systemSeconds = quantity(members.get('system-time'))
    return { name, bogoOps, seconds, userSeconds, systemSeconds }
  })
}

/** Whether the file ends within its metrics, which a line `...` or another section ends: more stressors may have stood there. */
export function endsWithinMetrics(text: string): boolean {
  const [, ...after] = text.split(/^metrics:[ \t]*\r?$/m)
  return after.length > 0 && !/^[^\s#]/m.test(after.join('\n'))
}

const WANTED = new Set(['stressor', 'bogo-ops', 'wall-clock-time', 'user-time', 'system-time'])
