import { DEFAULT_MAX_KEYS, readProgram } from '../decode/bpftrace-program.js'
import { type Lost, lostMembers, nothingLost } from '../decode/losses.js'
import { lineNotes } from '../ingest/line-notes.js'
import type { Reduction, StreamFile } from '../model/stream.js'
import { mostFirst } from '../reduce/top-counts.js'
import type { FaultCounts, PageFaults } from './counts.js'

/** A sum beyond 2^53 is not exact, and no run has so many: nothing tells which numbers are right. */
export const TOO_MANY = 'counts more than 2^53 page faults, which no run has: a number in it is wrong'

/** A name for page faults, and nothing behind it that would say of what kind: not @fault_us. */
const NAME = /^@(?:page_?)?faults?$/

/**
 * Page faults that a program of the user's own counted in a map @faults, by process name, process number, mode or several
 * of them. A map that was printed more than once may have been cleared in between or not: then it says nothing certain.
 */
export async function faultsInMaps(
  file: StreamFile,
  stderr: StreamFile | undefined,
  run: string,
): Promise<Reduction<PageFaults>> {
  const maps = await readProgram(file, stderr, run)
  const found = [...maps.value.maps].filter(([name]) => NAME.test(name))
  const [first] = found
  const absent = (reason: string) => ({ present: false as const, reason: `${file.name} ${reason}` })
  if (first === undefined && maps.value.maps.has('@'))
    return absent(
      'holds a map without a name, which may count anything; if it counts page faults, name it @faults: @faults[comm] = count()',
    )
  if (first === undefined) return absent('holds no page faults: neither a line for each nor a map @faults')
  if (found.length > 1)
    return absent(`holds several maps of page faults: ${found.map(([name]) => name).join(', ')}`)
  const [name, entries] = first
  if ((maps.value.prints.get(name) ?? 0) > 1)
    return absent(`prints ${name} more than once, and it is unknown whether it was cleared in between`)
  if ([...entries.values()].some((faults) => faults < 0 || !Number.isSafeInteger(faults)))
    return absent(`has entries of ${name} that are no number of faults`)
  const byProcess = new Map<string, number>()
  let total = 0
  for (const [key, faults] of entries) {
    const process = processOf(key)
    byProcess.set(process, (byProcess.get(process) ?? 0) + faults)
    total += faults
  }
  if (!Number.isSafeInteger(total)) return absent(TOO_MANY)
  const value = countsOf(byProcess, total, {
    ...nothingLost(),
    events: maps.value.lost,
    uncounted: (maps.value.lostUncounted ?? 0) + (entries.size === DEFAULT_MAX_KEYS ? 1 : 0),
  })
  return { present: true, value, warnings: maps.warnings }
}

/** The process name in "PID,user,NAME", "NAME,user" and the like, or its number where there is no name. */
function processOf(key: string): string {
  const parts = key.split(',').filter((part) => part !== 'user' && part !== 'kernel')
  const names = parts.length > 1 && /^\d+$/.test(parts[0] ?? '') ? parts.slice(1) : parts
  return names.join(',') || '(all)'
}

export function countsOf(byProcess: ReadonlyMap<string, number>, total: number, lost: Lost): PageFaults {
  const counts: FaultCounts = {
    total,
    byProcess: mostFirst(byProcess),
    keyedBy: [...byProcess.keys()].every((name) => /^\d+$/.test(name)) ? 'number' : 'name',
    lostInTrace: lost,
    unknown: lineNotes(),
    errors: lineNotes(),
    cutLine: false,
    processesFolded: 0,
  }
  return withLost(counts, lost)
}

export const withLost = ({ lostInTrace: _, ...counts }: FaultCounts, lost: Lost): PageFaults => ({
  ...counts,
  ...lostMembers(lost),
})
