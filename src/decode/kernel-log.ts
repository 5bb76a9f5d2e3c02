/** What a message tells of a run: `fatal`, nothing measured after it means anything; `kill`, a process was ended for its memory. */
export type MessageWeight = 'fatal' | 'kill' | 'note'

export interface MessageKind {
  kind: string
  weight: MessageWeight
  /** How it begins, past the front of the line, from Linux 4.4 on. */
  pattern: RegExp
}

const LOCKING =
  'WARNING: (?:possible (?:circular|recursive) locking|inconsistent lock state|suspicious RCU usage|bad unlock balance|' +
  'held lock freed|lock held when returning|possible irq lock inversion|(?:HARD|SOFT)IRQ-safe -> )'
// with brackets before 4.11 and, for some of them, until now
const LOCKING_IN_BRACKETS =
  '\\[ (?:INFO: (?:possible |inconsistent |suspicious |(?:HARD|SOFT)IRQ-safe)|BUG: |WARNING: (?:bad unlock|lock held|held lock))'

/** Kinds of trouble, the more exact before the less; kills are counted by kernel-log-kills.ts. */
export const MESSAGES: readonly MessageKind[] = [
  { kind: 'panic', weight: 'fatal', pattern: /^Kernel panic - not syncing/ },
  {
    kind: 'sanitizer',
    weight: 'fatal',
    pattern: /^BUG: (?:KASAN|KMSAN|KCSAN|KFENCE): |^UBSAN: |^kmemleak: \d+ new suspected/,
  },
  {
    kind: 'lockup',
    weight: 'fatal',
    pattern:
      /^(?:(?:NMI )?watchdog: )?(?:BUG: soft lockup - CPU#|(?:CPU\d+: )?Watchdog detected hard LOCKUP on cpu)|^(?:rcu: )?INFO: rcu_\w+ (?:self-)?detected|^BUG: workqueue lockup/,
  },
  {
    kind: 'oops',
    weight: 'fatal',
    pattern:
      /^(?:BUG: |Oops: |Oops\[|Oops - |kernel BUG at |general protection fault[,:]|(?:divide error|invalid opcode|stack segment|double fault|int3|bounds): (?:0000 )?\[?#?|Internal error: |Unable to handle kernel |PANIC: double fault)/,
  },
  {
    kind: 'hung-task',
    weight: 'fatal',
    pattern: /^INFO: task .{1,40} blocked (?:in I\/O wait )?for more than \d+ seconds/,
  },
  { kind: 'locking', weight: 'fatal', pattern: new RegExp(`^${LOCKING}|^${LOCKING_IN_BRACKETS}`) },
  { kind: 'warning', weight: 'note', pattern: /^WARNING: / },
  { kind: 'machine-check', weight: 'fatal', pattern: /^mce: \[Hardware Error\]|^EDAC .* (?:UE|uncorrect)/i },
  {
    kind: 'io-error',
    weight: 'note',
    pattern:
      /^(?:(?:blk_update_request|print_req_error|end_request): )?(?:critical (?:medium|target|space allocation) error|I\/O error), dev |^Buffer I\/O error(?: on dev|, dev) |^I\/O error on |^(?:Read|Write)-error on swap-device/,
  },
]

/** Who ends processes for their memory, by the kind under which a log's reader counts it. */
export const KILLERS: Readonly<Record<string, string>> = {
  'oom-kill': 'OOM kills',
  'systemd-oomd-kill': 'kills by systemd-oomd',
  'lmkd-kill': 'kills by lmkd',
  'earlyoom-kill': 'kills by earlyoom',
}

/** The kind of a message of the kernel that is no kill; null for what is nothing to worry about. */
export function messageKind(message: string): string | null {
  return MESSAGES.find(({ pattern }) => pattern.test(message))?.kind ?? null
}

/** How all begin that are looked at: those of MESSAGES, of kills and of another boot. */
export const STARTS = [
  'Kernel panic',
  'BUG: ',
  'UBSAN: ',
  'kmemleak: ',
  'NMI watchdog: ',
  'watchdog: ',
  'Watchdog ',
  // behind a number alone
  ...Array.from('0123456789', (digit) => `CPU${digit}`),
  'rcu: INFO: ',
  'INFO: ',
  'Oops',
  'kernel BUG at ',
  'general protection fault',
  'divide error: ',
  'invalid opcode: ',
  'stack segment: ',
  'double fault: ',
  'int3: ',
  'bounds: ',
  'Internal error: ',
  'Unable to handle kernel ',
  'PANIC: ',
  'WARNING: ',
  '[ ',
  'mce: ',
  'EDAC ',
  'edac ',
  'blk_update_request: ',
  'print_req_error: ',
  'end_request: ',
  'critical ',
  'I/O error',
  'Buffer I/O error',
  'Read-error ',
  'Write-error ',
  'Linux version ',
  'Out of memory',
  'Out of Memory',
  'Memory cgroup out of memory',
  'Killed ',
  'Kill ',
  'Killing ',
  'oom-kill:',
  'oom_reaper: ',
  'lowmemorykiller',
  'Marked /',
  'sending SIG',
]
/** What "invoked oom-killer", which may begin with any name, has in it. */
export const OOM_KILLER = 'oom-killer'

const BEGINS = new RegExp(
  `(?:${STARTS.map((start) => start.replace(/[[\]/]/g, '\\$&')).join('|')}|\\S+: systemd-oomd killed )`,
  'y',
)

/** Whether a message may be one that is known. */
export function mayMatter(line: string, at: number): boolean {
  BEGINS.lastIndex = at
  return BEGINS.test(line) || line.indexOf(OOM_KILLER, at) !== -1
}
