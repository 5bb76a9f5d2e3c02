import { LOSS_MESSAGES } from './loss-messages.js'

/** In every line that one of them matches; most lines of a trace have none of these. */
const HINT = /lost|dropped|overrun|map full|map_update_elem|overload/i

const OVERWRITTEN = LOSS_MESSAGES.filter(({ tells }) => tells === 'difference')
const TOLD = LOSS_MESSAGES.filter(({ tells }) => tells !== 'difference')

/** What one line says was lost. */
export interface Loss {
  /** Null where it does not say how many. */
  events: number | null
  /** All that was lost so far, not only since the message before. */
  total: boolean
  /** It was an update of a map, which may be of another map than the one that counts. */
  update?: true
}

/** What a line of a recorder's output, or of its standard error, says was lost; null for any other line, and for a loss of 0. */
export function lossIn(line: string): Loss | null {
  if (!HINT.test(line)) return null
  for (const { pattern, tells } of TOLD) {
    const match = pattern.exec(line)
    if (match === null) continue
    if (tells === 'uncounted') return { events: null, total: false }
    if (tells === 'one') return { events: 1, total: false, update: true }
    const events = Number(match[1])
    return events > 0 ? { events, total: tells === 'total' } : null
  }
  return null
}

/** Events that were overwritten before a buffer was read, by the head of the trace: written less those that are left. */
export function overwritten(line: string): number {
  for (const { pattern } of OVERWRITTEN) {
    const match = pattern.exec(line)
    if (match !== null) return Math.max(0, Number(match[2]) - Number(match[1]))
  }
  return 0
}

/** What bpftrace's JSON record of a failed helper says was lost. */
export function lossOfHelper(helper: string, retcode: number, message: string): Loss | null {
  return lossIn(message) ?? lossIn(`Additional Info - helper: ${helper}, retcode: ${retcode}`)
}

/** What the messages of a recorder add up to. */
export interface Lost {
  /** All that were told as increments. */
  added: number
  /** The least number of events that was lost: a total holds for all before it, whatever was told. */
  events: number
  /** Single updates of a map that failed, not in `events`. */
  updates: number
  /** Messages that events were lost which do not say how many: then `events` is only the least. */
  uncounted: number
  /** The collector's count at the end of its stream; null where there is none. */
  counted: number | null
}

export const nothingLost = (): Lost => ({ added: 0, events: 0, updates: 0, uncounted: 0, counted: null })

export function addLoss(lost: Lost, { events, total, update }: Loss): void {
  if (events === null) lost.uncounted++
  else if (update === true) lost.updates += events
  else if (total) lost.events = Math.max(lost.events, events)
  else {
    lost.added += events
    lost.events += events
  }
}

/** Of two ranges of lines, the second after the first. */
export function joinLost(one: Lost, next: Lost): Lost {
  return {
    added: one.added + next.added,
    events: Math.max(one.events + next.added, next.events),
    updates: next.counted === null ? one.updates + next.updates : next.updates,
    uncounted: (next.counted ?? 0) > 0 ? next.uncounted : one.uncounted + next.uncounted,
    counted: next.counted ?? one.counted,
  }
}

/** Of two places where the same recorder may have said the same: its output and its standard error. */
export function eitherLost(one: Lost, other: Lost): Lost {
  return {
    added: Math.max(one.added, other.added),
    events: Math.max(one.events, other.events),
    updates: Math.max(one.updates, other.updates),
    uncounted: Math.max(one.uncounted, other.uncounted),
    counted: one.counted,
  }
}

/**
 * The collector's count at the end of a stream: it knows which failed updates cost a record, and where it counted a loss that of
 * messages without a number is in it.
 */
export function endLoss(lost: Lost, counted: number | null): void {
  if (counted === null) return
  addLoss(lost, { events: counted, total: true })
  lost.updates = 0
  if (counted > 0) lost.uncounted = 0
  lost.counted = counted
}

/** Events that were lost, at least. */
export const lostEvents = ({ events, updates }: Lost): number => events + updates

/** The same, but one where messages do not say how many. */
export const leastLost = (lost: Lost): number => Math.max(lostEvents(lost), lost.uncounted > 0 ? 1 : 0)

/** As members of a reduced stream. */
export const lostMembers = (lost: Lost): { lost: number; lostUncounted?: number } => ({
  lost: lostEvents(lost),
  ...(lost.uncounted > 0 && { lostUncounted: lost.uncounted }),
})

/** Why counts of a trace are not used: goes behind the name of its file. */
export const LOST_UNKNOWN = 'lacks an unknown number of events, which were lost'
