import { describe, expect, test } from '@jest/globals'
import { kernelLog } from '../../src/streams/kernel-log.js'
import { stressNg } from '../../src/streams/stress-ng.js'
import { temporaryFile } from '../temporary.js'

// A tracer that is killed leaves half a line: what came before it is kept, and the report says so.

const context = { run: 'run', window: null }
const wrapped = (data: string) => `${JSON.stringify({ type: 'line', data })}\n`
const filesOf = (text: string) => ({ trace: { path: temporaryFile(text), name: 'x' } })

const OOPS = wrapped('[    1.000000] BUG: kernel NULL pointer dereference, address: 0')
const REST = wrapped('[    2.000000] nothing of note')

describe('the kernel log, cut at each byte of its last line', () => {
  test.each(Array.from({ length: REST.length - 2 }, (_, index) => index + 1))('%d', async (length) => {
    const reduction = await kernelLog.reduce(filesOf(OOPS + REST.slice(0, length)), context)
    expect(reduction).toMatchObject({
      present: true,
      value: { lines: 1, found: new Map([['oops', expect.objectContaining({ count: 1 })]]) },
      warnings: [{ id: 'stream-cut' }],
    })
  })
})

test('the last line of plain dmesg counts without its newline where it is whole, and is told', async () => {
  const text = '[    1.000000] nothing of note\n[    2.000000] BUG: kernel NULL pointer dereference'
  expect(await kernelLog.reduce(filesOf(text), context)).toMatchObject({
    value: { lines: 2, found: new Map([['oops', expect.objectContaining({ count: 1 })]]) },
    warnings: [{ id: 'last-line-cut', text: expect.stringContaining('what it tells was counted') }],
  })
})

test('a kill of which the name may be cut off is not counted, and told', async () => {
  const text = '[    1.000000] nothing of note\n[    2.000000] Out of memory: Killed process 12 (stress'
  expect(await kernelLog.reduce(filesOf(text), context)).toMatchObject({
    value: { lines: 1, found: new Map(), kills: [] },
    warnings: [{ id: 'last-line-cut', text: expect.stringContaining('x:2: ') }],
  })
})

test('a line in the middle that is no record is an error still', async () => {
  await expect(kernelLog.reduce(filesOf(`${OOPS}{"type":\n${REST}`), context)).rejects.toThrow(
    'expected a JSON record',
  )
})

const YAML = [
  '---',
  'metrics:',
  '    - stressor: vm',
  '      bogo-ops: 12',
  '      wall-clock-time: 2.5',
  '...',
]
  .map(wrapped)
  .join('')
const TAIL = wrapped('times:')

describe('metrics of stress-ng, cut at each byte of the last line', () => {
  test.each(Array.from({ length: TAIL.length - 2 }, (_, index) => index + 1))('%d', async (length) => {
    expect(await stressNg.reduce(filesOf(YAML + TAIL.slice(0, length)), context)).toMatchObject({
      present: true,
      value: { stressors: [{ name: 'vm', bogoOps: 12, seconds: 2.5 }] },
      warnings: [{ id: 'stream-cut', text: expect.stringMatching(/^x:7: the last line is cut off/) }],
    })
  })
  test('one that is complete has no warning', async () => {
    expect(await stressNg.reduce(filesOf(YAML), context)).toMatchObject({ present: true, warnings: [] })
  })
  test('a metric of which the end is missing is not made up', async () => {
    const text = YAML.split('\n').slice(0, 4).join('\n')
    expect(await stressNg.reduce(filesOf(text), context)).toMatchObject({ present: false })
  })
})
