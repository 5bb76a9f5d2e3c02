import type { Random } from '../../src/base/random.js'

const PROCESSES = [
  'stress-ng-vm',
  'bpftrace',
  'a b',
  'kworker/0:1',
  '\\u00e9t\\u00e9',
  'été',
  'x\\"y',
  '',
  'p\\ty',
]
const TAILS = ['\\n"}', '\\n"}', '\\n"}', '"}', '\\n\\n"}', '\\n" }', '\\n"}}', '\\n"} ', '\\n","x":1}']

/** A line as a tracer writes it, or nearly: one in three is as it should be, the others are broken in one way. */
export function mutated(random: Random): string {
  const pick = <T>(from: readonly T[]) => from[random.integer(from.length)] as T
  const digits = (most: number) =>
    Array.from({ length: 1 + random.integer(most) }, () => random.integer(10)).join('')
  const time = random.integer(4) === 0 ? digits(21) : `${88 + random.integer(40)}${random.integer(1e9)}`
  const raw = `${time} ${digits(5)} ${digits(5)} ${pick(['u', 'k', '?', 'x'])} ${pick(['7f12a000', 'ffff888012345678', 'G', '0'])} ${pick(PROCESSES)}`
  const plain = `Page fault in process: ${pick([digits(4), digits(7), digits(12), '-1', '1.5', '1e3', '0x1f', '12 ', ' 12', 'name'])}`
  const text = pick([raw, raw, plain, plain, 'time 90000000000', 'Lost 12 events', 'nonsense'])
  const line = pick([
    `{"type": "printf", "data": "${text}${pick(TAILS)}`,
    `{"type": "printf", "data": "${text}\\n"}`,
    `{"type": "printf", "data": "${text}\\n"}`,
    `{"type":"printf","data":"${text}\\n"}`,
    `{"data": "${text}\\n", "type": "printf"}`,
    `{"type": "map", "type": "printf", "data": "${text}\\n"}`,
    `{"type": "printf", "data": {"nested": ["${text}"]}}`,
    `{"type": "map", "data": {"@faults_a": {"${digits(4)},user,${pick(PROCESSES)}": ${pick(['3', '1e3', '2.5', '"7"', '-1'])}}}}`,
    `{"type": "lost_events", "data": {"events": ${digits(18)}}}`,
    text,
    '',
    '{"type": "end", "records": 1, "lost": 2}',
  ])
  return damaged(line, random.integer(12), random)
}

/** A line with a carriage return (0), cut (1), with another byte (2), without some (3); as it is for any other number. */
export function damaged(line: string, how: number, random: Random): string {
  switch (how) {
    case 0:
      return `${line}\r`
    case 1:
      return line.slice(0, random.integer(line.length + 1))
    case 2: {
      const at = random.integer(line.length + 1)
      return line.slice(0, at) + String.fromCharCode(random.integer(256)) + line.slice(at + random.integer(2))
    }
    case 3: {
      const at = random.integer(line.length + 1)
      return line.slice(0, at) + line.slice(at + 1 + random.integer(4))
    }
    default:
      return line
  }
}
