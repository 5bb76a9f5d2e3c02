import type { Severity, Warning } from '../model/warning.js'

/** Of how many lines something is true, and the first of them; lines count from 1. */
export interface LineNotes {
  count: number
  firstLine: number
}

export const lineNotes = (): LineNotes => ({ count: 0, firstLine: 0 })

export function noteLine(notes: LineNotes, line: number): void {
  if (notes.count++ === 0) notes.firstLine = line
}

export interface ReaderWarnings {
  list: Warning[]
  /** `name: text`, or `name:line: text`. */
  add(id: string, text: string, where?: { line?: number; severity?: Severity }): void
  /** These add nothing where there is nothing to say. */
  unknownLines(notes: LineNotes, lines: number): void
  tracerErrors(notes: LineNotes): void
  /** `uncounted`: messages that do not say how many were lost. */
  eventsLost(lost: { events: number; uncounted: number }): void
}

/** "1 event was lost", "at least 7 events were lost"; null when nothing was. */
function lostText({ events, uncounted }: { events: number; uncounted: number }): string | null {
  if (events === 0) return uncounted === 0 ? null : 'an unknown number of events was lost'
  const text = events === 1 ? '1 event was lost' : `${events} events were lost`
  return uncounted === 0 ? text : `at least ${text}`
}

/** What a reader of one file of a run has to say, in the order in which it is told. */
export function readerWarnings(name: string, run: string): ReaderWarnings {
  const list: Warning[] = []
  const add: ReaderWarnings['add'] = (id, text, { line, severity = 'caution' } = {}) => {
    list.push({ id, severity, text: `${name}${line === undefined ? '' : `:${line}`}: ${text}`, subject: run })
  }
  return {
    list,
    add,
    unknownLines({ count, firstLine: line }, lines) {
      const text = `${count} of ${lines} lines were not understood and not counted; this is the first.`
      if (count > 0) add('unknown-lines', text, { line })
    },
    tracerErrors({ count, firstLine: line }) {
      const text = `bpftrace reported ${count} errors while it ran; this is the first.`
      if (count > 0) add('tracer-errors', text, { line })
    },
    eventsLost(lost) {
      const text = lostText(lost)
      const bound = lost.uncounted > 0 ? '; every total is a lower bound' : ''
      if (text !== null) add('events-lost', `${text}${bound}.`)
    },
  }
}
