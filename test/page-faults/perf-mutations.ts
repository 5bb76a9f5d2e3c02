import type { Random } from '../../src/base/random.js'
import { damaged } from './mutations.js'

const PROCESSES = [
  'stress-ng-vm',
  'stress-ng-vm',
  'perf',
  'CPU 0/KVM',
  'Web Content',
  'a  b',
  'a 7',
  'a 7 8',
  'kworker/0:1',
  'Xorg:sh0',
  ':2796',
  'ends:',
  '1.000000:',
  'a 5 1.000000: b',
  'a 5 1.000000: page-faults: b',
  'a -5 1.000000: page-faults: b',
  'x-5 [3]',
  'x-5',
  'a [000]',
  '[kthreadd]',
  '#c',
  'CPU:2 [LOST 31 EVENTS]',
  'CPU:2',
  'x"y',
  'x\\y',
  'été',
  'a\u00a0b',
  'a\tb',
  'a\u2028b',
  'a\u202eb',
  '\x1b[1m',
  '',
]
const EVENTS = [
  'exceptions:page_fault_user:',
  'exceptions:page_fault_user:',
  'exceptions:page_fault_kernel:',
  'page-faults:',
  'page-faults:u:',
  'page-faults:5:',
  'faults:',
  'faults:u:',
  'minor-faults:',
  'page_fault_user:',
  'my-sys:page_fault_user:',
  'exceptions:page_fault_user:u:',
  'exceptions:page_fault_user::',
  'exceptions:page_fault_user',
  'page-faults:u:H:',
  'vmscan:mm_vmscan_kswapd_wake:',
  'cycles:',
  '12:page-faults:',
  '1.000000:',
  'page-faults:"',
  'page-faults:\x7f',
  'page-faults:\t',
]
const RESTS = [
  'address=0x7fae0bd416a0 ip=0x7fae0bd416a0 error_code=0x14',
  'address=0x7fae0bd416a0 ip=0x7fae0bd416a0 error_code=0x14',
  'error_code=0x14 ip=elf_load address=0x1',
  '    7f84d15aeb70 _start+0x0 (/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2)',
  'ffffffff8175336a elf_load+0x28a ([kernel.kallsyms])',
  '7f8 std::vector<a2::b>::push_back+0x1 (/opt/é)',
  'x-5 [001] 1.000000: page-faults: a=b',
  'x-5 [001] .... 1.000000: a: b',
  'x 5 [001] 1.000000: page-faults:',
  'x 5 1.000000:page-faults:',
  'a=1: b',
  'tab\there',
  'a\u2028b',
  'a\rb',
  'a\x7fb',
  '',
  ' ',
]
const FRAMES = [
  '\tffffffff8175336a elf_load+0x28a ([kernel.kallsyms])',
  '\t    7fb63eaf2ad7 [unknown] ([unknown])',
  '\t           1ab70 f2: g (/usr/bin/a b)',
  '\t1ab70 ((a)',
  '\t1ab70 ()',
  '\t1ab70 a) (b',
  '\t1ab70  a (b)',
  '\t1ab70 a (b) ',
  '\t12345678901234567 a (b)',
  '\t12 1.000000: page-faults: (b)',
  '\t12 34 1.000000: page-faults: (b)',
  '\tab 12 34 1.000000: page-faults: (b)',
  '\tab x-12 [0] 1.000000: a: (b)',
  '\tab é (b)',
  '        1ab70 a (b)',
  'CPU:2 [LOST 31 EVENTS]',
  '# entries-in-buffer/entries-written: 4/9   #P:2',
  ' # a 12 1.000000: page-faults:',
  'nonsense',
  ' ',
  '',
]

/** A line as perf script prints it, or nearly: about one in three is as it should be, the others are broken in some way. */
export function mutatedPerf(random: Random): string {
  const pick = <T>(from: readonly T[]) => from[random.integer(from.length)] as T
  const rarely = <T>(usual: T, ...others: T[]) => (random.integer(12) === 0 ? pick(others) : usual)
  const digits = (most: number) =>
    Array.from({ length: 1 + random.integer(most) }, () => random.integer(10)).join('')
  const process = random.integer(3) === 0 ? pick(PROCESSES) : pick(['stress-ng-vm', 'perf', 'CPU 0/KVM'])
  const event = random.integer(3) === 0 ? pick(EVENTS) : pick(EVENTS.slice(0, 4))
  const rest = random.integer(3) === 0 ? pick(RESTS) : pick(RESTS.slice(0, 5))
  const thread = rarely(
    digits(7),
    `${digits(5)}/${digits(5)}`,
    `-${digits(2)}`,
    digits(12),
    `7/${digits(12)}`,
    '7/',
    '',
  )
  const cpu = pick([
    '',
    '[000] ',
    '[000] ',
    `[${rarely(digits(3), '', '-1', 'x', digits(30))}] `,
    rarely('', '[000 ', '[000]] ', '[000x '),
    '',
  ])
  const time = rarely(
    `${digits(5)}.${random.integer(1e6).toString().padStart(6, '0')}`,
    `${digits(25)}.123456789`,
    `1.${digits(12)}`,
    '1.00000',
    '.000001',
    '12',
  )
  const period = pick(['', '', '1 ', `         ${rarely(digits(4), '0', '0007', digits(14), digits(20))} `])
  const gap = rarely(' ', '  ', '', '\t', '\u00a0', '          ')
  const end = rarely(' ', '', '\t', '\u2003')
  const line =
    random.integer(6) === 0
      ? pick(FRAMES)
      : `${process.padStart(rarely(16, 0))}${gap}${thread.padStart(rarely(6, 0))} ${cpu}${time}:${gap}${period}${gap}${event}${end}${rest}`
  const how = random.integer(16)
  if (how !== 4) return damaged(line, how, random)
  const at = random.integer(line.length + 1)
  return (
    line.slice(0, at) + pick([' ', ':', ': ', '[', '-5 [3] ', ' 7 1.000000: ', '"', '1']) + line.slice(at)
  )
}
