import { describe, expect, test } from '@jest/globals'
import { readCgroupFile } from '../../src/decode/cgroup.js'
import { ofPressure } from '../../src/decode/pressure.js'
import { namedNumbers } from '../../src/decode/proc.js'
import { written } from '../experiment/found.js'

// What stands twice in one copy with another number is no choice of the reader.

describe('a value that comes again', () => {
  test('in /proc/meminfo with another number is refused with its line', () => {
    expect(() => namedNumbers(['MemTotal: 9 kB', 'MemFree: 5 kB', 'MemFree: 6 kB'], 'mail', 11)).toThrow(
      expect.objectContaining({ line: 13, found: 'MemFree 5 and 6' }),
    )
    expect({ ...namedNumbers(['MemFree: 5 kB', 'MemFree: 5 kB'], 'mail') }).toEqual({ MemFree: 5 })
  })

  test('in the files of a cgroup, too', async () => {
    const at = written({
      'memory.events': 'oom 1\nlow 0\noom 2\n',
      'memory.pressure':
        'some avg10=0.00 avg60=0.00 avg300=0.00 total=7\nsome avg10=0.00 avg60=0.00 avg300=0.00 total=8\n',
      'cpu.stat': 'usage_usec 4\nusage_usec 4\n',
    })
    const read = (name: 'memory.events' | 'memory.pressure' | 'cpu.stat') =>
      readCgroupFile({ path: at(name), name }, name, () => {})
    await expect(read('memory.events')).rejects.toMatchObject({ line: 3, found: 'memory.events.oom 1 and 2' })
    await expect(read('memory.pressure')).rejects.toMatchObject({
      line: 2,
      found: 'memory.some.total 7 and 8',
    })
    expect({ ...(await read('cpu.stat')) }).toEqual({ 'cpu.stat.usage_usec': 4 })
  })
})

test('a line of pressure that a mail wrapped is refused with its place, and not left out', () => {
  const whole = '/proc/pressure/memory:some avg10=0.00 avg60=0.00 avg300=0.00 total=1000'
  expect(ofPressure(['time: 1', whole], 'mail')).toEqual({ 'memory.some.total': 1000 })
  const [head = '', tail = ''] = [whole.slice(0, 60), whole.slice(61)]
  expect(() => ofPressure(['time: 1', head, tail], 'mail', 4)).toThrow(expect.objectContaining({ line: 5 }))
})
