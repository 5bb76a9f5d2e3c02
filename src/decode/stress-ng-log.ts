import type { Stressor } from './stress-ng.js'

/** One message of stress-ng's log (core-log.c), without what stands before it. */
export interface StressNgMessage {
  line: number
  /** info, metrc, fail, error, warn, debug, ...; null with --log-brief, which leaves it out. */
  type: string | null
  text: string
}

// quoted by mail, or behind what a system logger writes; --timestamp puts the time of day first
const FRONT =
  /^(?:[\s>|]*|.{0,120}? )stress-ng: (?:\d\d:\d\d:\d\d\.\d\d )?(info|metrc|error|fail|warn|debug|skipped|passed|failed)\s*:\s+\[\d+\]\s?(.*)$/
/** What only stress-ng says, for a log without anything before the messages. */
const BRIEF = /^(?:dispatching hogs: |stressor +bogo ops real time|(?:setting to|defaulting to) an? )/m

/** The messages of a log, which may be among lines of other programs. */
export function stressNgMessages(text: string): StressNgMessage[] {
  const messages: StressNgMessage[] = []
  const brief = BRIEF.test(text)
  for (const [index, line] of text.split('\n').entries()) {
    const match = FRONT.exec(line.trimEnd())
    if (match !== null) messages.push({ line: index + 1, type: match[1] ?? null, text: match[2] ?? '' })
    else if (brief && line.trim() !== '') messages.push({ line: index + 1, type: null, text: line })
  }
  return messages
}

// stressor, bogo-ops, real, user and system time, and the two rates; newer versions add columns behind. In some locales
// with a decimal comma.
const FLOAT = String.raw`\d+[.,]\d+(?:e[+-]\d+)?`
const ROW = new RegExp(
  String.raw`^\s*([A-Za-z][\w-]{0,40})\s+(\d{1,20})\s+(${FLOAT})\s+(${FLOAT})\s+(${FLOAT})\s+${FLOAT}\s+${FLOAT}(?:\s+\S+)*\s*$`,
)
const numberOf = (text = '') => Number(text.replace(',', '.'))

/** The metrics table, both the older form with seven columns and the newer with more. */
export function parseStressLog(text: string): Stressor[] {
  return stressNgMessages(text).flatMap(({ type, text: row }) => {
    const match = type === 'info' || type === 'metrc' || type === null ? ROW.exec(row) : null
    if (match === null) return []
    const [, name = '', bogoOps, seconds, user, system] = match
    return [
      {
        name,
        bogoOps: Number(bogoOps),
        seconds: numberOf(seconds),
        userSeconds: numberOf(user),
        systemSeconds: numberOf(system),
      },
    ]
  })
}

/** Stressors that it says it starts, as in `dispatching hogs: 2 vm, 1 cpu`, and for which it has no metrics. */
export function withoutMetrics(text: string, stressors: readonly Stressor[]): string[] {
  const plain = (name: string) => name.replaceAll('_', '-')
  const told = new Set(stressors.map(({ name }) => plain(name)))
  const started = stressNgMessages(text).flatMap(
    ({ text: said }) => /^dispatching hogs: (.{1,20000})$/.exec(said)?.[1]?.split(', ') ?? [],
  )
  const names = started.flatMap((one) => /^\d{1,9} ([A-Za-z][\w-]{0,40})$/.exec(one.trim())?.[1] ?? [])
  return [...new Set(names)].filter((name) => !told.has(plain(name)))
}

/** What stress-ng says went wrong, most serious first. */
export function stressNgFailures(text: string): StressNgMessage[] {
  const of = (wanted: string) => stressNgMessages(text).filter(({ type }) => type === wanted)
  return [...of('fail'), ...of('error')]
}

/**
 * Lines where a run of stress-ng begins: in its log what it is about to start, or without that line the head of the metrics; in its
 * YAML the metrics.
 */
export function stressNgRuns(text: string): number[] {
  const messages = stressNgMessages(text)
  const at = (begin: RegExp) => messages.filter((one) => begin.test(one.text)).map(({ line }) => line)
  const started = at(/^dispatching hogs: /)
  if (started.length > 0) return started
  const tables = at(/^stressor +bogo ops real time/)
  if (tables.length > 0) return tables
  return text.split('\n').flatMap((line, index) => (/^metrics:\s*$/.test(line) ? [index + 1] : []))
}
