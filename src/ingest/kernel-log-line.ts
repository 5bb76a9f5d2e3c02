import { type Front, readFront } from './kernel-log-front.js'

const CLOCK_AND_KERNEL = new Set([
  'printk-time',
  'printk-caller',
  'kmsg',
  'dmesg-ctime',
  'dmesg-iso',
  'dmesg-reltime',
  'dmesg-delta',
  'dmesg-decoded',
  'logcat',
  'logcat-brief',
])
const RECORD = /^[^{]{0,8}\{.*"MESSAGE"\s*:/
const FIELDS =
  /^\s*"dmesg" ?: ?\[|^__CURSOR=|^[A-Z][a-z]{2} \d{4}-\d\d-\d\d [^[]{1,40} \[s=|^\s*"(?:__CURSOR|_BOOT_ID|MESSAGE)" : /
const COLOURS = /\x1b\[[0-9;]{0,20}[mK]/g
/** Writers of lines in which a kill may be told. */
const WRITERS = /(?:^|\s)(?:kernel|systemd-oomd|earlyoom|lowmemorykiller|lmkd)(?:\[\d+\])?: /

/** Whether a line begins like one of a kernel log. */
export function kernelLogLine(raw: string): boolean {
  const line = raw.replace(COLOURS, '')
  if (RECORD.test(line) || FIELDS.test(line)) return true
  const pieces: string[] = []
  const front: Front = { at: 0, seconds: null, program: null, told: false, pieces }
  readFront(line, front)
  if (!front.told || front.at >= line.length) return false
  if (pieces.some((id) => CLOCK_AND_KERNEL.has(id))) return true
  return pieces.length > 1 && WRITERS.test(line.slice(0, front.at))
}

/** Messages of the kernel that no other program is likely to print at the begin of a line. */
const MESSAGE =
  /^[ \t>|]{0,40}(?:Linux version \d|Out of memory: Kill|Memory cgroup out of memory: Kill|oom-kill:constraint=|oom_reaper: |Kernel panic - not syncing|Killed process \d+ \(|BUG: (?:unable to handle|soft lockup|KASAN|KFENCE|Bad )|INFO: (?:task \S+ blocked|rcu_)|rcu: INFO: |watchdog: BUG: |Call Trace:$|Mem-Info:$|.{1,64} invoked oom-killer: )/

export const kernelMessage = (line: string): boolean => MESSAGE.test(line.replace(COLOURS, ''))
