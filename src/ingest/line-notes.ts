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
  eventsLost(events: number): void
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
    eventsLost(events) {
      if (events > 0) add('events-lost', `${events} events were lost.`)
    },
  }
}
