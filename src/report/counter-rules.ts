import { kernelVersion } from '../base/kernel-version.js'

/**
 * Counters of /proc/vmstat that do not count the same thing with MGLRU on and off, as data. What is not here is common code.
 * `since`: the kernel from which on it does.
 */
const RULES: readonly { counters: RegExp; since: readonly [number, number] | null; why: string }[] = [
  {
    counters: /^pgscan_/,
    since: null,
    why: 'with MGLRU on it counts the pages set apart for eviction, with MGLRU off those looked at',
  },
  {
    counters: /^pgrefill/,
    since: null,
    why: 'with MGLRU off it counts scans of the active list, with MGLRU on pages sorted into generations',
  },
  {
    counters: /^workingset_(?:refault|activate)_/,
    since: [6, 5],
    why: 'before Linux 6.5 MGLRU counted only pages that it had evicted lately, or other pages',
  },
  {
    counters: /^workingset_restore_/,
    since: null,
    why: 'what counts as having been in use before differs between MGLRU on and off',
  },
]

/** Why the two conditions must not be compared on a counter on this kernel, or null; an unknown kernel may be an old one. */
export function counterRule(counter: string, kernel: string | null): string | null {
  const rule = RULES.find(({ counters }) => counters.test(counter))
  if (rule === undefined) return null
  if (rule.since === null || kernel === null) return rule.why
  const [major, minor] = kernelVersion(kernel)
  const [fromMajor, fromMinor] = rule.since
  return major > fromMajor || (major === fromMajor && minor >= fromMinor) ? null : rule.why
}
