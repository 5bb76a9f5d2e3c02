import { printable } from '../base/printable.js'
import type { Severity, Warning } from '../model/warning.js'
import type { CutLine } from './cut-line.js'

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
  /** `first` is the first of them as it stands in the file. */
  unknownLines(notes: LineNotes, lines: number, first: string | null): void
  tracerErrors(notes: LineNotes): void
  recordsRefused(notes: LineNotes, why: string): void
  recordsRepaired(notes: LineNotes): void
  /** Another output of the same program begins within the file; `what` says what that did to the counts. */
  outputsJoined(notes: LineNotes, what: string): void
  lastLine(cut: CutLine | null): void
  /** `lostUncounted`: messages that do not say how many were lost. */
  eventsLost(lost: { lost: number; lostUncounted?: number }): void
}

/** "1 event was lost", "at least 7 events were lost"; null when nothing was. */
function lostText({ lost, lostUncounted = 0 }: { lost: number; lostUncounted?: number }): string | null {
  if (lost === 0) return lostUncounted === 0 ? null : 'an unknown number of events was lost'
  const text = lost === 1 ? '1 event was lost' : `${lost} events were lost`
  return lostUncounted === 0 ? text : `at least ${text}`
}

/** What a reader of one file of a run has to say, in the order in which it is told. */
export function readerWarnings(name: string, run: string | null): ReaderWarnings {
  const list: Warning[] = []
  const add: ReaderWarnings['add'] = (id, text, { line, severity = 'caution' } = {}) => {
    list.push({ id, severity, text: `${name}${line === undefined ? '' : `:${line}`}: ${text}`, subject: run })
  }
  return {
    list,
    add,
    unknownLines({ count, firstLine: line }, lines, first) {
      const which = first === null ? 'this is the first' : `the first: ${printable(first.trim(), 80)}`
      const text = `${count} of ${lines} lines were not understood and not counted; ${which}`
      if (count > 0) add('unknown-lines', first === null ? `${text}.` : text, { line })
    },
    tracerErrors({ count, firstLine: line }) {
      const text =
        count === 1 ? 'bpftrace reported 1 error.' : `bpftrace reported ${count} errors; this is the first.`
      if (count > 0) add('tracer-errors', text, { line })
    },
    recordsRefused({ count, firstLine: line }, why) {
      const text = `${count} ${count === 1 ? 'record was' : 'records were'} refused: ${why}; this is the first.`
      if (count > 0) add('records-refused', text, { line })
    },
    recordsRepaired({ count, firstLine: line }) {
      const text = `${count} ${count === 1 ? 'record that bpftrace wrote wrongly was' : 'records that bpftrace wrote wrongly were'} put right; this is the first.`
      if (count > 0) add('records-repaired', text, { line })
    },
    outputsJoined({ count, firstLine: line }, what) {
      const text = `another output begins here${count > 1 ? `, the first of ${count}` : ''}: ${what}; give each a file of its own.`
      if (count > 0) add('outputs-joined', text, { line })
    },
    lastLine(cut) {
      if (cut === null) return
      const text = cut.used
        ? 'the last line has no newline: more may be cut off behind it; what it tells was counted'
        : 'the last line has no newline and may be cut off; it was not counted'
      add('last-line-cut', `${text}: ${printable(cut.text.trim(), 80)}`, { line: cut.line })
    },
    eventsLost(lost) {
      const text = lostText(lost)
      const bound = (lost.lostUncounted ?? 0) > 0 ? '; every total is a lower bound' : ''
      if (text !== null) add('events-lost', `${text}${bound}.`)
    },
  }
}
