/** How messages of each kind begin, past priority and time. */
export const MESSAGES: readonly [kind: string, fatal: boolean, pattern: RegExp][] = [
  ['oom-kill', false, /^(?:Memory cgroup out of memory|Out of memory)[^:]*: Kill(?:ed)? process /],
  ['panic', true, /^Kernel panic - not syncing/],
  ['sanitizer', true, /^BUG: (?:KASAN|KMSAN|KCSAN|KFENCE): |^UBSAN: |^kmemleak: \d+ new suspected/],
  [
    'oops',
    true,
    /^(?:BUG: |Oops: |Oops\[|kernel BUG at |general protection fault|Internal error: |Unable to handle kernel )/,
  ],
  [
    'lockup',
    true,
    /soft lockup - CPU#|hard LOCKUP on cpu|^rcu: INFO: rcu_\w+ (?:self-)?detected|detected stalls on CPUs/,
  ],
  ['hung-task', true, /^INFO: task .{1,40} blocked for more than \d+ seconds/],
  [
    'locking',
    true,
    /^WARNING: (?:possible (?:circular|recursive) locking|inconsistent lock state|suspicious RCU usage)/,
  ],
  ['warning', false, /^WARNING: /],
  ['machine-check', true, /^mce: \[Hardware Error\]|^EDAC .* (?:UE|uncorrect)/i],
  [
    'io-error',
    false,
    /^(?:Buffer )?I\/O error, dev |^I\/O error on |^Read-error on swap-device|^Write-error on swap-device/,
  ],
]

/** The kind of a message, null for what is nothing to worry about. */
export function messageKind(message: string): string | null {
  return MESSAGES.find(([, , pattern]) => pattern.test(message))?.[0] ?? null
}

/** Priority, facility and time, as dmesg, /dev/kmsg and syslog print them. */
const STAMP =
  /^(?:(?:<\d+>|[a-z]+ *:[a-z]+ *: )?\[\s*\d+\.\d+\]|\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}\]|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ kernel:)\s?/

export const withoutStamp = (line: string): string => line.replace(STAMP, '')

/** Name and number of the process that the OOM killer killed. */
export function victimOf(message: string): { name: string; pid: number } | null {
  const match = /Kill(?:ed)? process (\d{1,10})[ ,(]+(.{1,64}?)\)[ ,]/.exec(message)
  return match === null ? null : { name: match[2] as string, pid: Number(match[1]) }
}
