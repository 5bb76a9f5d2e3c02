import { OOM_KILLER } from './kernel-log.js'
import { constraintIn, type KillDetails, NO_DETAILS, type OomDump, oomDump, victimBytes } from './oom-dump.js'

/** What one line tells of a kill; the lines that the kernel writes of one kill come in this order. */
const STEPS = ['invoked', 'constraint', 'chosen', 'killed', 'reaped'] as const
type Step = (typeof STEPS)[number]

interface Told {
  /** See KILLERS in kernel-log.ts. */
  by: string
  step: Step
  /** Process number, or the unit for systemd-oomd; null where the line does not tell the victim. */
  victim: string | null
  name: string | null
}

export interface Kill extends Told {
  /** The line that says it best: "Killed process", or the first that was there. */
  message: string
  /** When each of its lines was written, in seconds of the kernel's clock; null where the line does not tell. */
  told: Map<Step, number | null>
  details: KillDetails
}

const OUT = '(?:Memory cgroup out|Out) of [Mm]emory[^:]{0,40}: '
const VICTIM = String.raw`(?<victim>\d{1,10})[ ,(]+(?<name>.{1,64}?)`

/** Lines of a kill by the kernel, Linux 2.6.32 to 7.2 (mm/oom_kill.c; up to 4.11 drivers/staging/android/lowmemorykiller.c). */
const OF_KERNEL: readonly (readonly [Step, RegExp])[] = [
  ['constraint', /^oom-kill:constraint=.{0,8192}?,task=(?<name>.{0,64}?),pid=(?<victim>\d{1,10}),uid=/],
  // up to 5.0: then a child of it may be killed instead
  ['chosen', new RegExp(String.raw`^${OUT}Kill process ${VICTIM}(?:\) score|\)?$)`)],
  // a name may hold a bracket, so what follows it is looked for first
  ['killed', new RegExp(String.raw`^(?:${OUT})?Killed process ${VICTIM}\),? (?:total-vm|UID|vsz)`)],
  ['killed', new RegExp(String.raw`^(?:${OUT})?Killed process ${VICTIM}(?:\)[ ,.]|\)?$)`)],
  ['killed', /^lowmemorykiller: Killing '(?<name>.{0,64}?)' \((?<victim>\d{1,10})\)/],
  [
    'reaped',
    /^oom_reaper: (?:reaped process|unable to reap pid:) ?(?<victim>\d{1,10}) \((?<name>.{0,64}?)\)(?:,|$)/,
  ],
  // last, since it begins with any name; wrapped by mail, its begin stands in the line before
  [
    'invoked',
    /^(?:(?<name>.{1,64}?) invoked |invoked )?oom-killer: gfp_mask=|^(?<named>.{1,64}?) invoked oom-killer\b/,
  ],
]

interface OfProgram {
  by: string
  program: RegExp
  step: Step
  pattern: RegExp
  /** No other program writes such a text: it is known without the program's name, too. */
  own: boolean
}

/**
 * Lines of killers that are programs: systemd-oomd (src/oom/oomd-manager.c) and what systemd says of it for the unit, lmkd
 * (system/memory/lmkd), earlyoom (kill.c).
 */
const OF_PROGRAMS: readonly OfProgram[] = [
  {
    by: 'systemd-oomd-kill',
    program: /^systemd-oomd$/,
    step: 'chosen',
    pattern: /^Marked (?<name>\/\S{0,4096}) for killing due to /,
    own: true,
  },
  {
    by: 'systemd-oomd-kill',
    program: /^systemd-oomd$/,
    step: 'killed',
    pattern: /^Killed (?<name>\/\S{0,4096}) due to memory /,
    own: true,
  },
  {
    by: 'systemd-oomd-kill',
    program: /^systemd$/,
    step: 'reaped',
    pattern: /^(?<name>\S{1,4096}): systemd-oomd killed \d{1,9} process\(es\) in this unit/,
    own: true,
  },
  {
    by: 'lmkd-kill',
    program: /^(?:lowmemorykiller|lmkd)$/,
    step: 'killed',
    pattern: /^Kill(?:ing)? '(?<name>.{0,256}?)' \((?<victim>\d{1,10})\)/,
    own: false,
  },
  {
    by: 'earlyoom-kill',
    program: /^earlyoom$/,
    step: 'killed',
    pattern:
      /^send(?:ing)? SIG(?:TERM|KILL) to process (?<victim>\d{1,10}) (?:uid \d{1,10} )?"(?<name>.{0,64}?)"(?::|$)/,
    own: true,
  },
]

/** What a line of the kernel (program null) or of a program tells of a kill; null for any other line. */
function killIn(message: string, program: string | null): Told | null {
  if (program === null)
    for (const [step, pattern] of OF_KERNEL) {
      // the one that is looked for along the line
      if (step === 'invoked' && !message.includes(OOM_KILLER)) break
      const match = pattern.exec(message)
      if (match === null) continue
      const by = message.startsWith('lowmemorykiller') ? 'lmkd-kill' : 'oom-kill'
      return { by, step, victim: match.groups?.['victim'] ?? null, name: match.groups?.['name'] ?? null }
    }
  for (const { by, program: writer, step, pattern, own } of OF_PROGRAMS) {
    if (program === null ? !own : !writer.test(program)) continue
    const match = pattern.exec(message)
    if (match === null) continue
    const { name = '', victim = name.slice(name.lastIndexOf('/') + 1) } = match.groups ?? {}
    return { by, step, victim, name }
  }
  return null
}

/** Kills of the list; and process numbers whose next line may be of the same kill: the latest, twice as many at most. */
const MAX_OPEN = 16_384
/** Lines that are known again: the latest, and as many before them; fewer where they are long. */
const MAX_SEEN = 32_768
const MAX_SEEN_CHARACTERS = 4e6

export interface Kills {
  /**
   * Takes a line in turn. `seconds` is the kernel's clock and `stamp` all that stands before the message, null where there
   * is none. True for a line of a kill.
   */
  take(message: string, program: string | null, seconds: number | null, stamp: string | null): boolean
  /** Whether lines that are of no kill themselves may belong to the kernel's report of one. */
  open(): boolean
  /** Takes such a line. */
  detail(message: string): void
  /** Another boot: process numbers begin again. */
  boot(): void
  /** Each kill once, in the order in which they began. */
  list: Kill[]
  /** Kills beyond those of the list, which is bounded. */
  beyond(): number
}

/**
 * Counts each kill once, whichever of its lines a log holds. Lines of one process belong to one kill as long as they come in
 * the order of STEPS; the victim of "invoked oom-killer", which does not name it, is the next that is named.
 */
export function kills(): Kills {
  const list: Kill[] = []
  let beyond = 0
  let latest = new Map<string, Kill>()
  let earlier: typeof latest = new Map()
  /** Lines by their moment, step and victim. */
  let seen = new Set<string>()
  let seenBefore: typeof seen = new Set()
  let seenSize = 0
  /** "invoked oom-killer" without a victim yet. */
  let waiting: Kill | null = null
  let dump: OomDump | null = null
  /** Chosen, and not killed yet. */
  let chosen: Kill | null = null
  const open = (told: Told, message: string): Kill => {
    const { by, step, victim, name } = told
    // those of a report are known when it ends
    const details: KillDetails = step === 'invoked' ? NO_DETAILS : { ...NO_DETAILS }
    const kill: Kill = { by, step, victim, name, message, told: new Map(), details }
    if (list.length < MAX_OPEN) list.push(kill)
    else beyond++
    return kill
  }
  const dropWaiting = () => {
    const at = waiting === null ? -1 : list.lastIndexOf(waiting)
    if (at !== -1) list.splice(at, 1)
    waiting = null
  }
  const fits = (kill: Kill, { by, step }: Told): boolean =>
    by === 'earlyoom-kill' ||
    (by === 'oom-kill' ? STEPS.indexOf(step) > STEPS.indexOf(kill.step) : !kill.told.has(step))
  const killOf = (told: Told, key: string, message: string): Kill => {
    const before = latest.get(key) ?? earlier.get(key)
    if (before !== undefined && fits(before, told)) return before
    // a child was killed in place of the process that was chosen
    if (told.by === 'oom-kill' && told.step === 'killed' && chosen !== null) return chosen
    if (told.by === 'oom-kill' && waiting !== null) return waiting
    return open(told, message)
  }
  return {
    list,
    beyond: () => beyond,
    open: () => waiting !== null && dump?.open() === true,
    detail: (message) => dump?.take(message),
    take(message, program, seconds, stamp) {
      if (message.startsWith('Out of memory and no killable processes')) {
        dropWaiting()
        return true
      }
      const told = killIn(message, program)
      if (told === null) return false
      // the same line of the same moment is a copy, as where two logs of one boot are in one file
      const moment = seconds ?? (told.step === 'invoked' ? null : stamp)
      const of = told.victim ?? told.name
      const line = moment === null ? null : `${moment} ${told.step} ${of}`
      if (line !== null && (seen.has(line) || seenBefore.has(line))) {
        if (told.by === 'oom-kill' && told.step !== 'invoked' && seconds === null) dropWaiting()
        return true
      }
      if (seen.size >= MAX_SEEN || seenSize >= MAX_SEEN_CHARACTERS) {
        seenBefore = seen
        seen = new Set()
        seenSize = 0
      }
      if (line !== null) {
        seen.add(line)
        seenSize += line.length
      }
      if (told.step === 'invoked') {
        waiting = open({ ...told, name: null }, message)
        waiting.told.set('invoked', seconds)
        dump = oomDump(told.name, message)
        return true
      }
      // a number is none of the others' names
      const key = told.by === 'oom-kill' ? `${told.victim}` : `${told.by} ${told.victim}`
      const kill = killOf(told, key, message)
      if (kill === waiting) {
        waiting = null
        kill.details = dump?.end(told.victim) ?? { ...NO_DETAILS }
      }
      if (told.step === 'constraint') Object.assign(kill.details, constraintIn(message))
      kill.details.bytes ??= victimBytes(message)
      if (told.step === 'killed') kill.message = message
      if (told.step === 'chosen') chosen = kill
      else if (told.step === 'killed') chosen = null
      kill.told.set(told.step, seconds)
      kill.step = told.step
      kill.victim = told.victim
      // the unit is named after the cgroup, which tells more
      if (kill.name === null || told.by === 'oom-kill') kill.name = told.name
      if (latest.size >= MAX_OPEN) {
        earlier = latest
        latest = new Map()
      }
      latest.set(key, kill)
      return true
    },
    boot() {
      latest = new Map()
      earlier = new Map()
      waiting = null
      dump = null
      chosen = null
    },
  }
}
