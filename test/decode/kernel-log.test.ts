import { readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { kernelLogReader, type LogRead } from '../../src/decode/kernel-log-reader.js'
import { formatOf } from '../../src/ingest/format.js'
import { FRONT_FORMS } from '../../src/ingest/kernel-log-forms.js'
import { type Front, readFront } from '../../src/ingest/kernel-log-front.js'

function read(text: string, way: 'bytes' | 'line' = 'bytes'): LogRead {
  const reader = kernelLogReader()
  const buffer = Buffer.from(text)
  let start = 0
  for (let number = 1; start < buffer.length; number++) {
    const newline = buffer.indexOf(10, start)
    const end = newline === -1 ? buffer.length : newline
    if (way === 'bytes') reader.bytes(buffer, start, end, number)
    else reader.line(buffer.toString('latin1', start, end), number)
    start = end + 1
  }
  return reader.end()
}

function counts(log: LogRead): Record<string, number> {
  const found: Record<string, number> = {}
  for (const { by } of log.kills.list) found[by] = (found[by] ?? 0) + 1
  for (const { kind } of log.troubles) found[kind] = (found[kind] ?? 0) + 1
  return found
}

const victims = (log: LogRead) => log.kills.list.map(({ name, victim }) => `${name} ${victim}`)

/** One message of each kind, in the words of several versions, and some that mean nothing. */
const KNOWN: [string, string | null][] = [
  ['Kernel panic - not syncing: System is deadlocked on memory', 'panic'],
  ['BUG: KASAN: slab-use-after-free in shrink_folio_list+0x10/0x20', 'sanitizer'],
  ['UBSAN: Undefined behaviour in mm/vmscan.c:12:3', 'sanitizer'],
  ['kmemleak: 3 new suspected memory leaks (see /sys/kernel/debug/kmemleak)', 'sanitizer'],
  ['BUG: unable to handle kernel NULL pointer dereference at 0000000000000008', 'oops'],
  ['? srso_alias_return_thunk+0x5/0xfbef5', null],
  [' __handle_mm_fault+0xa64/0xf80', null],
  ['Oops: 0000 [#1] SMP PTI', 'oops'],
  ['Internal error: Oops: 96000004 [#1] PREEMPT SMP', 'oops'],
  ['Unable to handle kernel paging request at virtual address ffff000000000000', 'oops'],
  ['kernel BUG at mm/vmscan.c:1234!', 'oops'],
  ['general protection fault: 0000 [#1] SMP', 'oops'],
  ['divide error: 0000 [#1] SMP', 'oops'],
  ['NMI watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [kswapd0:49]', 'lockup'],
  ['watchdog: BUG: soft lockup - CPU#1 stuck for 26s! [kswapd0:49]', 'lockup'],
  ['NMI watchdog: Watchdog detected hard LOCKUP on cpu 3', 'lockup'],
  ['CPU3: Watchdog detected hard LOCKUP on cpu 3', 'lockup'],
  ['INFO: rcu_sched self-detected stall on CPU', 'lockup'],
  ['INFO: rcu_sched detected stalls on CPUs/tasks:', 'lockup'],
  ['rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:', 'lockup'],
  ['BUG: workqueue lockup - pool cpus=0 node=0 flags=0x0 nice=0 stuck for 34s!', 'lockup'],
  ['INFO: task kworker/u8:3:77 blocked for more than 120 seconds.', 'hung-task'],
  ['INFO: task kworker/u8:3:77 blocked in I/O wait for more than 120 seconds.', 'hung-task'],
  ['[ INFO: possible circular locking dependency detected ]', 'locking'],
  ['[ INFO: suspicious RCU usage. ]', 'locking'],
  ['[ BUG: bad unlock balance detected! ]', 'locking'],
  ['WARNING: possible circular locking dependency detected', 'locking'],
  ['WARNING: CPU: 1 PID: 49 at mm/vmscan.c:100 shrink_node+0x1/0x2', 'warning'],
  ['mce: [Hardware Error]: Machine check events logged', 'machine-check'],
  ['blk_update_request: I/O error, dev sda, sector 2048', 'io-error'],
  ['Buffer I/O error on dev sda1, logical block 0, async page read', 'io-error'],
  ['Write-error on swap-device (254:0:8)', 'io-error'],
  ['Out of memory: Killed process 900 (java) total-vm:9kB, anon-rss:8kB', 'oom-kill'],
  ['Memory cgroup out of memory: Killed process 901 (my app (x)) total-vm:9kB, anon-rss:8kB', 'oom-kill'],
  ['Out of memory (oom_kill_allocating_task): Killed process 902 (a) total-vm:9kB', 'oom-kill'],
  ['Killed process 904 (tidb-server), UID 1000, total-vm:33kB, anon-rss:3kB', 'oom-kill'],
  [
    'oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/,task=vm,pid=905,uid=0',
    'oom-kill',
  ],
  ['oom_reaper: reaped process 906 (java), now anon-rss:0kB, file-rss:0kB, shmem-rss:92kB', 'oom-kill'],
  // its victim is not in the list, so nothing named behind it may belong to it
  ['Out of memory: Kill process 903 (flasherav) score 761 or sacrifice child', 'oom-kill'],
  ['kswapd0 invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0', 'oom-kill'],
  ["lowmemorykiller: Killing 'com.example' (907), adj 906,", 'lmkd-kill'],
  ['Mem-Info:', null],
  ['active_anon:1 inactive_anon:2 isolated_anon:0', null],
  [' shrink_node+0x1/0x2', null],
  ['[   1218]     0  1218   117888    79747   901120   0   1000 stress-ng-vm', null],
  ['usb 1-1: new device', null],
  ['systemd[1]: Started session 2.', null],
  ['sshd[99]: Out of memory: Killed process 1 (init) total-vm:1kB', null],
  ['Out of memory is not what this is about', null],
]
const EXPECTED: Record<string, number> = {}
for (const [, kind] of KNOWN) if (kind !== null) EXPECTED[kind] = (EXPECTED[kind] ?? 0) + 1

/** Numbers from 0 to 1 in an order that is the same each time. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

describe('any chain of fronts', () => {
  const two = (value: number) => String(value).padStart(2, '0')
  const outer = ['', '', '> ', '>> ', '> > ', '| ', '    ', '\t', '\u001b[32m']
  const syslog: ((n: number) => string)[] = [
    (n) => `May 15 23:09:${two(n % 60)} box kernel: `,
    (n) => `May  5 23:09:${two(n % 60)}.123456 box.example kernel: `,
    (n) => `2024-05-15T23:09:${two(n % 60)}+0200 box kernel: `,
    (n) => `2024-05-15T23:09:${two(n % 60)}.123456+02:00 box kernel: `,
    (n) => `Wed 2024-05-15 23:09:${two(n % 60)} CEST box kernel: `,
    (n) => `17158073${two(n % 60)}.682838 box kernel: `,
    (n) => `Wed May 15 23:09:${two(n % 60)} 2024 kern.warn kernel: `,
    (n) => `May 15 23:09:${two(n % 60)} box kern.warn kernel: `,
    (n) => `<4>1 2024-05-15T23:09:${two(n % 60)}Z box kernel - - - `,
    (n) => `[2024-05-15 23:09:${two(n % 60)} UTC] kernel: `,
  ]
  const level = ['', '<4>', 'kern  :warn  : ', '<12>']
  const time: ((n: number) => string)[] = [
    () => '',
    (n) => `[${String(500 + n).padStart(5)}.682838] `,
    (n) => `[${String(500 + n).padStart(5)}.682838 <    0.000012>] `,
    (n) => `[${500 + n}.682838] box kernel: `,
    (n) => `[Mon Nov 23 10:13:${two(n % 60)} 2026] `,
    (n) => `2024-05-15T23:09:${two(n % 60)},682838+02:00 `,
    () => '[  +0.000012] ',
    () => '[<    0.000012>] ',
    () => '[May15 23:09] ',
    (n) => `4,${300 + n},${514682838 + n},-;`,
  ]
  const caller = ['', '[  T900] ', '[    C1] ', '[T12]']
  const pick = <T>(from: readonly T[], random: () => number): T =>
    from[Math.floor(random() * from.length)] as T

  test.each(Array.from({ length: 300 }, (_, index) => index))('chain %d', (seed) => {
    const random = numbers(seed + 1)
    const [around, system, printed] = [pick(outer, random), pick(syslog, random), pick(time, random)]
    const [rank, who, withSystem] = [pick(level, random), pick(caller, random), random() < 0.4]
    // the raw record has its level in it, and a system logger writes its line before anything else
    const frontOf = (n: number) =>
      around +
      (withSystem ? system(n) : '') +
      (withSystem || printed(n).includes(';') ? '' : rank) +
      printed(n) +
      (printed(n).startsWith('[') && !printed(n).includes('kernel') ? who : '')
    const colour = random() < 0.2 ? '\u001b[0m\u001b[1m' : ''
    const newline = random() < 0.2 ? '\r\n' : '\n'
    const text = KNOWN.map(([message], n) => `${frontOf(n)}${colour}${message}${newline}`).join('')
    // a line of "sshd" or "systemd" is one only where the front does not name the kernel already
    expect({ text: text.slice(0, 80), ...counts(read(text)) }).toEqual({
      text: text.slice(0, 80),
      ...EXPECTED,
    })
    expect(counts(read(text, 'line'))).toEqual(EXPECTED)
    const told = printed(0) !== '' || withSystem || rank !== ''
    if (told) expect(formatOf(Buffer.from(text))).toBe('dmesg')
  })
})

test.each(FRONT_FORMS.filter(({ after }) => after === undefined))('$id: its example', ({ example, id }) => {
  const front: Front = { at: 0, seconds: null, program: null, told: false, pieces: [] }
  readFront(`${example}x`, front)
  expect({ id: front.pieces?.[0], at: front.at }).toEqual({ id, at: example.length })
})

test('a hostile front is read in linear time, and not for ever', () => {
  const front: Front = { at: 0, seconds: null, program: null, told: false }
  for (const piece of ['> ', '[1.000000]', '<4>', 'a', '[ ', ' ', '4,4,4,', 'May 15 ', 'kern:', '\u00c2']) {
    const line = piece.repeat(200_000)
    readFront(line, front)
    expect(front.at).toBeLessThanOrEqual(line.length)
  }
})

describe('a kill is counted once', () => {
  const invoked = 'kswapd0 invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0'
  const constraint = (pid: number) =>
    `oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/,task=tail,pid=${pid},uid=0`
  const chosen = (pid: number) => `Out of memory: Kill process ${pid} (tail) score 900 or sacrifice child`
  const killed = (pid: number, name = 'tail') => `Killed process ${pid} (${name}) total-vm:9kB, anon-rss:8kB`
  const reaped = (pid: number) => `oom_reaper: reaped process ${pid} (tail), now anon-rss:0kB`
  const all = (pid: number) => [invoked, constraint(pid), `Out of memory: ${killed(pid)}`, reaped(pid)]
  const log = (...messages: string[]) =>
    messages.map((message, index) => `[${String(100 + index).padStart(5)}.000000] ${message}\n`).join('')

  test.each([
    ['all lines of three kills', [...all(1), ...all(2), ...all(3)], 3],
    ['"invoked" alone', [invoked, invoked, invoked], 3],
    ['"oom-kill:" alone', [constraint(1), constraint(2)], 2],
    ['"Killed process" alone', [killed(1), killed(2)], 2],
    ['reaped alone', [reaped(1), reaped(2)], 2],
    ['"invoked" and "oom-kill:"', [invoked, constraint(1), invoked, constraint(2)], 2],
    ['"invoked" and reaped', [invoked, reaped(1), invoked, reaped(2)], 2],
    ['reaped late', [...all(1).slice(0, 3), ...all(2).slice(0, 3), reaped(1), reaped(2)], 2],
    ['before 5.1', [invoked, chosen(1), killed(1), invoked, chosen(2), killed(2)], 2],
    ['a child in place of its parent', [invoked, chosen(1), killed(7, 'child')], 1],
    ['a process number that comes again', [...all(1), ...all(1)], 2],
    [
      'a group of a cgroup',
      [invoked, constraint(1), ...[1, 2, 3].map((pid) => `Memory cgroup out of memory: ${killed(pid)}`)],
      3,
    ],
    ['nothing to kill', [invoked, 'Out of memory and no killable processes...'], 0],
    ['the log ends within it', [...all(1), invoked], 2],
  ])('%s', (_, messages, expected) => {
    expect(counts(read(log(...messages)))['oom-kill'] ?? 0).toBe(expected)
  })

  test('a name may hold anything', () => {
    expect(victims(read('Out of memory: Killed process 1218 (a) b) total-vm:1kB\n'))).toEqual(['a) b 1218'])
  })

  test('the child is the victim', () => {
    expect(victims(read(log(invoked, chosen(1), killed(7, 'child'))))).toEqual(['child 7'])
  })

  test('two copies of a log in one file: each line of the second is known', () => {
    const text = log(...all(1), ...all(2), 'INFO: task a:1 blocked for more than 120 seconds.')
    expect(counts(read(text + text))).toEqual({ 'oom-kill': 2, 'hung-task': 1 })
    const stamped = text
      .replace(/^\[ *1(..)\.0*\] /gm, 'May 15 23:10:$1 box kernel: ')
      .replace(/:00(\d\d) box/g, ':$1 box')
    expect(counts(read(stamped + stamped))['oom-kill']).toBe(2)
  })

  test('two boots in one log: both are counted, and the place of the second is told', () => {
    const boot = (pid: number) => `[    0.000000] Linux version 6.1.0\n${log(...all(pid))}`
    const twice = read(boot(1) + boot(1).replaceAll('[  1', '[   ').replace('[    0.0', '[    1.0'))
    expect({ ...counts(twice), ...twice.boots }).toEqual({ 'oom-kill': 2, count: 1, firstLine: 6 })
    const journal = `-- Boot 0123456789abcdef0123456789abcdef --\nMay 15 23:09:00 box kernel: ${killed(1)}\n`
    const two = read(
      `May 14 23:09:00 box kernel: usb\n${'May 14 23:09:01 box kernel: usb\n'.repeat(3)}${journal}`,
    )
    expect({ ...counts(two), ...two.boots }).toEqual({ 'oom-kill': 1, count: 1, firstLine: 5 })
  })

  test('systemd-oomd tells of a kill in several lines, and other programs tell of none', () => {
    const oomd = '/user.slice/user@1000.service/app.slice/vm.scope'
    const text = [
      `May 15 23:09:00 box systemd-oomd[8]: Marked ${oomd} for killing due to memory pressure for /user.slice being 74.36% > 50.00% for > 20s with reclaim activity`,
      `May 15 23:09:00 box systemd-oomd[8]: Killed ${oomd} due to memory pressure for /user.slice being 74.36% > 50.00% for > 20s with reclaim activity`,
      'May 15 23:09:00 box systemd[12]: vm.scope: systemd-oomd killed 3 process(es) in this unit.',
      'May 15 23:09:01 box earlyoom[7]: sending SIGTERM to process 4242 uid 1000 "vm": badness 983, VmRSS 812 MiB',
      'May 15 23:09:09 box earlyoom[7]: sending SIGKILL to process 4242 uid 1000 "vm": badness 983, VmRSS 812 MiB',
      "05-15 23:09:10.123   412   412 I lowmemorykiller: Kill 'com.example' (907), uid 10001, oom_score_adj 900 to free 9kB rss, 0kB swap; reason: low watermark is breached",
      `May 15 23:09:11 box sshd[9]: Killed ${oomd} due to memory pressure`,
      `May 15 23:09:12 box cat[9]: ${killed(1)}`,
      '',
    ].join('\n')
    expect(counts(read(text))).toEqual({ 'systemd-oomd-kill': 1, 'earlyoom-kill': 1, 'lmkd-kill': 1 })
  })
})

describe('what mail and editors do to a log', () => {
  const text = readFileSync('fixtures/formats/kernel-log/constructed-oom-syslog-stamp.txt', 'utf8')
  const wrap = (line: string, width: number): string => {
    const lines: string[] = []
    let rest = line
    while (rest.length > width) {
      const at = rest.lastIndexOf(' ', width)
      if (at <= 0) break
      lines.push(rest.slice(0, at))
      rest = rest.slice(at + 1)
    }
    return [...lines, rest].join('\n')
  }
  const whole = { 'oom-kill': 2, 'hung-task': 1 }

  test.each([60, 64, 68, 70, 72, 74, 76, 78, 80, 100])('wrapped at %d columns, and quoted', (width) => {
    const wrapped = text
      .split('\n')
      .map((line) => wrap(line, width))
      .join('\n')
    expect(counts(read(wrapped))).toEqual(whole)
    expect(counts(read(wrapped.replace(/^/gm, '> ')))).toEqual(whole)
  })

  test('tabs and hard blanks in place of blanks before the message', () => {
    expect(counts(read(text.replace(/^/gm, '\t\u00a0')))).toEqual(whole)
  })

  test('cut at any byte: never an error, never more than there is', () => {
    const seen = new Set<number>()
    for (let end = 0; end <= text.length; end++) {
      const found = counts(read(text.slice(0, end)))['oom-kill'] ?? 0
      seen.add(found)
      expect(found).toBeLessThanOrEqual(2)
    }
    expect([...seen]).toEqual([0, 1, 2])
  })

  test('lines unlike those of a log are counted, and the first is told', () => {
    const { unlike } = read(`Hello,\n\n${text}\nregards\n`)
    expect(unlike).toEqual({ count: 2, firstLine: 1, first: 'Hello,' })
  })
})

test('what is passed over on its bytes is what the reader of lines finds nothing in', () => {
  const random = numbers(7)
  const fronts = [
    '',
    '[  514.682838] ',
    '[  514.682838] box kernel: ',
    'May 15 23:09:00 box kernel: ',
    '<4>[  514.682838] ',
    '[  514.682838][  T900] ',
    'May 15 23:09:00 box systemd[1]: ',
    '4,300,514682838,-;',
    '12,301,514682838,-;systemd[1]: ',
    '[  514.682838] box earlyoom[9]: ',
  ]
  for (let round = 0; round < 200; round++) {
    const text = Array.from({ length: 60 }, () => {
      const front = fronts[Math.floor(random() * fronts.length)]
      const [message = ''] = KNOWN[Math.floor(random() * KNOWN.length)] ?? []
      return `${front}${random() < 0.1 ? message.slice(0, random() * 20) : message}\n`
    }).join('')
    const [fast, slow] = [read(text), read(text, 'line')]
    expect(counts(fast)).toEqual(counts(slow))
    expect([fast.lines, fast.boots, fast.unlike]).toEqual([slow.lines, slow.boots, slow.unlike])
  }
})
