import type { Warning } from '../model/warning.js'

/** Other runs named in one sentence, at most. */
const NAMED = 12

/**
 * One sentence for what was said of the same file of several runs: the first in full, the others by name. Thirty runs
 * with one lost record each would bury what matters.
 */
export function groupedWarnings(warnings: readonly Warning[]): Warning[] {
  const groups = new Map<string, Warning[]>()
  const seen = new Set<string>()
  for (const warning of warnings) {
    // two streams that read one file find the same
    const whole = JSON.stringify([warning.id, warning.severity, warning.text, warning.subject])
    if (seen.has(whole)) continue
    seen.add(whole)
    const file = /^[^\s:]*?([^\s/:]+)(?::\d+)?: /.exec(warning.text)?.[1]
    const key = JSON.stringify([warning.id, warning.severity, file])
    const group = groups.get(key)
    const known = group?.some(({ subject }) => subject === warning.subject) ?? false
    if (file === undefined || warning.subject === null || known) groups.set(`${groups.size}`, [warning])
    else groups.set(key, [...(group ?? []), warning])
  }
  return [...groups.values()].map((group) => {
    const [first, ...others] = group as [Warning, ...Warning[]]
    const runs = others.map(({ subject }) => subject)
    if (runs.length === 0) return first
    const named = runs.slice(0, NAMED).join(', ')
    const more = runs.length > NAMED ? ` and ${runs.length - NAMED} more` : ''
    const count = runs.length === 1 ? 'one other run' : `${runs.length} other runs`
    return {
      ...first,
      text: `${first.text} Also in ${count}: ${named}${more}.`,
    }
  })
}
