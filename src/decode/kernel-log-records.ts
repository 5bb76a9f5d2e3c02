import { member } from '../base/member.js'

/** One message of a log that is written as records of fields. */
export interface LogRecord {
  /** Not of the kernel: who wrote it. */
  program: string | null
  /** Seconds of the kernel's clock. */
  seconds: number | null
  message: string
}

/** Fields of journald (systemd.journal-fields) and of dmesg --json that tell something; journald's verbose form indents them. */
const FIELD =
  /^\s*(?:"(?<quoted>[A-Za-z_]\w{0,63})" ?: ?(?<json>.*?),?|(?<plain>[A-Z_][A-Z0-9_]{0,63})=(?<text>.*))$/
/** Begins or ends a record: an empty line, a bracket of JSON, the title of journald's verbose form. */
const BETWEEN =
  /^\s*$|^\s*[[\]{}]+(?:(?:\s+[[\]{}]+)?\s*,?|\s*,\s*(?:[[\]{}]+\s*)?,?)$|^[A-Z][a-z]{2} \d{4}-\d\d-\d\d [^[]{1,40} \[s=/

const text = (value: unknown): string | null => {
  if (typeof value === 'string') return value
  // journald writes what is not UTF-8 as an array of bytes
  const bytes =
    Array.isArray(value) && value.every((byte) => Number.isInteger(byte) && byte >= 0 && byte < 256)
  return bytes ? Buffer.from(value as number[]).toString('utf8') : null
}

function jsonOf(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}

/** A record of the fields of one entry; null without a message. */
function recordOf(fields: Record<string, unknown>): LogRecord | null {
  const message = text(member(fields, 'MESSAGE') ?? member(fields, 'msg'))
  if (message === null) return null
  const program = text(member(fields, 'SYSLOG_IDENTIFIER') ?? member(fields, '_COMM'))
  const kernel = member(fields, '_TRANSPORT') === 'kernel' || program === 'kernel' || program === null
  const micros = text(member(fields, '_SOURCE_MONOTONIC_TIMESTAMP'))
  const time = member(fields, 'time')
  const seconds = micros !== null && kernel ? Number(micros) / 1e6 : typeof time === 'number' ? time : null
  return { program: kernel ? null : program, seconds: Number.isFinite(seconds) ? seconds : null, message }
}

/** A line of journalctl -o json, json-seq or json-sse; null for any other. */
export function recordLine(line: string): LogRecord | null {
  const from = line.indexOf('{')
  if (from === -1 || from > 8 || !/"MESSAGE"\s*:/.test(line)) return null
  const value = jsonOf(line.slice(from))
  return value === null || typeof value !== 'object' ? null : recordOf(value as Record<string, unknown>)
}

/** Whether a line is one of a log that is written field by field. */
export const beginsRecords = (line: string): boolean =>
  /^\s*\{\s*$|^\s*"dmesg" ?: ?\[|^__CURSOR=|^[A-Z][a-z]{2} \d{4}-\d\d-\d\d [^[]{1,40} \[s=/.test(line)

/** Takes journalctl -o json-pretty, verbose and export and dmesg --json line by line; gives a record where one ends. */
export function recordFields(): { take(line: string): LogRecord | null; end(): LogRecord | null } {
  let fields: Record<string, unknown> = {}
  const end = () => {
    const record = recordOf(fields)
    fields = {}
    return record
  }
  return {
    end,
    take(line) {
      if (BETWEEN.test(line)) return end()
      const { quoted, json = '', plain, text: rest } = FIELD.exec(line)?.groups ?? {}
      if (quoted !== undefined) fields[quoted] = jsonOf(json)
      else if (plain !== undefined) fields[plain] = rest
      return null
    },
  }
}
