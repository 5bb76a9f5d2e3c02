import { type Front, readFront } from '../ingest/kernel-log-front.js'
import { type LineNotes, lineNotes, noteLine } from '../ingest/line-notes.js'
import { mayMatter, messageKind, OOM_KILLER } from './kernel-log.js'
import { uncoloured } from './kernel-log-colours.js'
import type { Trouble } from './kernel-log-join.js'
import { type Kills, kills } from './kernel-log-kills.js'
import { beginsRecords, type LogRecord, recordFields, recordLine } from './kernel-log-records.js'
import { inLine, skimmer } from './kernel-log-skim.js'
import { recordSkimmer } from './kernel-log-skim-records.js'
import { detailLines } from './oom-dump-lines.js'

/** What one log holds. */
export interface LogRead {
  lines: number
  /** From the first time of the kernel's clock to the last; null without times, and of several boots. */
  seconds: number | null
  kills: Kills
  /** Messages of trouble that are no kills, at most MAX_TROUBLES; `beyond` is the number of the others by kind. */
  troubles: Trouble[]
  beyond: Map<string, number>
  /** Lines where another boot or another log begins. */
  boots: LineNotes
  /** Lines without a time or the like where most lines have one. */
  unlike: LineNotes & { first: string }
}

const MAX_TROUBLES = 10_000
/** What json-seq writes before a record. */
const SEPARATOR = 0x1e
const [RETURN, ESCAPE, BRACE, UNDERSCORE] = [0x0d, 0x1b, 0x7b, 0x5f]
const COLOUR = /\x1b\[[0-9;]{0,20}[mK]/g
/** What journalctl and dmesg print around the messages. */
const AROUND = /^(?:-- .* --|Hint: |-- No entries|\*\* .* printk messages? dropped)/
const ANOTHER_BOOT = /^-- (?:Boot [0-9a-f]{8,32}|Reboot) --/
/** The clock may step back by less where processors print at the same time. */
const STEP_BACK = 1

const asUtf8 = (latin1: string): string =>
  /[\x80-\xff]/.test(latin1) ? Buffer.from(latin1, 'latin1').toString('utf8') : latin1

export interface LogReader {
  /** Takes the bytes of a line, without its newline. */
  bytes(buffer: Buffer, start: number, end: number, number: number): void
  /** Takes a line as latin1, without its newline. */
  line(text: string, number: number): void
  end(): LogRead
}

/** Reads the lines of one log in turn, whatever stands before the messages. */
export function kernelLogReader(): LogReader {
  const read: LogRead = {
    lines: 0,
    seconds: null,
    kills: kills(),
    troubles: [],
    beyond: new Map(),
    boots: lineNotes(),
    unlike: { ...lineNotes(), first: '' },
  }
  const front: Front = { at: 0, seconds: null, program: null, told: false }
  const fields = recordFields()
  const seen = new Set<string>()
  let byFields = false
  let told = 0
  let booted = false
  let clock = Number.NEGATIVE_INFINITY
  let began: number | null = null
  /** A line with a front and nothing known in it: mail may have wrapped it. */
  let before: {
    message: string
    program: string | null
    seconds: number | null
    stamp: string | null
  } | null = null

  const anotherBoot = (number: number) => {
    noteLine(read.boots, number)
    read.kills.boot()
  }
  const tick = (seconds: number, number: number) => {
    began ??= seconds
    if (seconds < clock - STEP_BACK) {
      anotherBoot(number)
      booted = true
      clock = seconds
    } else if (seconds > clock) clock = seconds
  }
  /** Whether the message is known. */
  const take = (
    message: string,
    program: string | null,
    seconds: number | null,
    stamp: string | null,
    number: number,
  ) => {
    if (message.startsWith('Linux version ') && program === null) {
      if (read.lines > 1 && !booted) anotherBoot(number)
      booted = true
      return true
    }
    booted = false
    if (read.kills.take(message, program, seconds, stamp)) return true
    const kind = program === null ? messageKind(message) : null
    if (kind === null) {
      if (program === null && read.kills.open()) read.kills.detail(message)
      return false
    }
    const moment = `${seconds} ${message}`
    if (seconds !== null && seen.has(moment)) return true
    if (seconds !== null && seen.size < MAX_TROUBLES) seen.add(moment)
    if (read.troubles.length < MAX_TROUBLES) read.troubles.push({ kind, message, seconds })
    else read.beyond.set(kind, (read.beyond.get(kind) ?? 0) + 1)
    return true
  }
  const takeRecord = (record: LogRecord | null, number: number) => {
    if (record === null) return
    read.lines++
    told++
    if (record.seconds !== null) tick(record.seconds, number)
    for (const message of record.message.split('\n'))
      take(message.replace(COLOUR, ''), record.program, record.seconds, null, number)
  }
  const takeUnlike = (text: string, number: number) => {
    if (AROUND.test(text)) {
      if (ANOTHER_BOOT.test(text) && read.lines > 2) anotherBoot(number)
    } else if (!/^[ \t>|]/.test(text)) {
      if (read.unlike.count === 0) read.unlike.first = asUtf8(text)
      noteLine(read.unlike, number)
    }
  }
  const skim = skimmer()
  const records = recordSkimmer()
  const plain = uncoloured()
  const [invoked, coloured] = [inLine(OOM_KILLER), inLine('\x1b[')]
  const isDetail = detailLines()
  /** Nothing in the line counts; what it tells of a kill whose report goes on is taken. */
  const passed = (message: string | null, seconds: number, number: number) => {
    read.lines++
    told++
    before = null
    booted = false
    if (!Number.isNaN(seconds)) tick(seconds, number)
    if (message !== null) read.kills.detail(message)
  }
  const skips = (buffer: Buffer, start: number, end: number, number: number): boolean => {
    if (invoked(buffer, start, end)) return false
    if (buffer[start] === BRACE) {
      if (!records.skip(buffer, start, end)) return false
      const detail = read.kills.open() && isDetail(buffer, start, records.at, records.end)
      passed(detail ? buffer.toString('latin1', records.at, records.end) : null, records.seconds, number)
      return true
    }
    let text = buffer
    let from = start
    let to = end
    if (!skim.skip(buffer, start, end)) {
      // those of dmesg begin with one
      if (buffer[start] !== ESCAPE && !coloured(buffer, start, end)) return false
      const length = plain.take(buffer, start, end)
      if (length === -1 || !skim.skip(plain.room, 0, length)) return false
      text = plain.room
      from = 0
      to = length
    }
    const detail = read.kills.open() && isDetail(text, from, skim.at, to)
    passed(detail ? text.toString('latin1', skim.at, to) : null, skim.seconds, number)
    return true
  }
  const reader: LogReader = {
    bytes(buffer, start, end, number) {
      if (byFields || !skips(buffer, start, end, number))
        reader.line(buffer.toString('latin1', start, end), number)
    },
    line(raw, number) {
      let text = raw
      if (text.charCodeAt(text.length - 1) === RETURN) text = text.replace(/\r+$/, '')
      if (text.indexOf('\x1b') !== -1) text = text.replace(COLOUR, '')
      const first = text.charCodeAt(0)
      if (!byFields && (first === BRACE || first === UNDERSCORE || number < 4 || first === SEPARATOR)) {
        const record = recordLine(asUtf8(text))
        if (record !== null) return takeRecord(record, number)
        byFields = beginsRecords(text)
      } else if (!byFields && first === 0x64 && text.startsWith('data: {')) {
        return takeRecord(recordLine(asUtf8(text)), number)
      }
      if (byFields) return takeRecord(fields.take(asUtf8(text)), number)
      if (text === '') return
      read.lines++
      readFront(text, front)
      const { at, seconds, program } = front
      if (seconds !== null) tick(seconds, number)
      if (front.told) {
        told++
        before = null
        skim.learn(text, front)
      }
      if (mayMatter(text, at) || read.kills.open()) {
        const stamp = front.told ? text.slice(0, at) : null
        if (take(asUtf8(text.slice(at)), program, seconds, stamp, number)) return
      }
      if (front.told) {
        if (text.length - at < 200)
          before = { message: text.slice(at), program, seconds, stamp: text.slice(0, at) }
        return
      }
      if (before !== null) {
        const joined = `${before.message.trimEnd()} ${text.slice(at).trim()}`
        const known =
          mayMatter(joined, 0) && take(asUtf8(joined), before.program, before.seconds, before.stamp, number)
        before = null
        if (known) return
      }
      takeUnlike(text, number)
    },
    end() {
      takeRecord(byFields ? fields.end() : null, read.lines + 1)
      if (began !== null && read.boots.count === 0)
        read.seconds = Math.round(Math.max(0, clock - began) * 1e6) / 1e6
      if (told <= read.lines / 2) read.unlike = { ...lineNotes(), first: '' }
      return read
    },
  }
  return reader
}
