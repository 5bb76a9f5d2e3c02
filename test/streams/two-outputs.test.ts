import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { reduced, written } from '../experiment/found.js'

// "Unpatched" and "Patched" in one mail: two outputs of one program in a file are told apart, or it is said where the second begins.

const text = (name: string) => readFileSync(join('fixtures/formats', name), 'utf8').trimEnd()
const linesOf = (one: string) => one.split('\n').length

describe.each([
  ['trace-events', 'trace-events/6.12-off-ftrace.txt', 'outputs-joined'],
  ['perf-trace', 'perf-trace/6.12-on.txt', 'outputs-joined'],
  ['bpftrace-maps', 'bpftrace-maps/6.12-on.ndjson', 'outputs-joined'],
  ['bpftrace-maps', 'bpftrace-maps/constructed-text.txt', 'outputs-joined'],
  ['page-faults', 'page-faults/constructed-lost-7.txt', 'unknown-lines'],
])('%s of %s', (stream, name, id) => {
  const of = async (content: string) => {
    const at = written({ [basename(name)]: `${content}\n` })
    const { warnings } = await reduced(at(basename(name)), stream)
    return warnings.filter((one) => one.id === id) as unknown as { text: string }[]
  }

  test('the second output is told with its place', async () => {
    const told = await of(`${text(name)}\n${text(name)}`)
    expect(told.length).toBe(1)
    const line = Number(/:(\d+): /.exec(told[0]?.text ?? '')?.[1])
    expect(line).toBeGreaterThan(linesOf(text(name)))
    // behind the head of the second
    expect(line).toBeLessThan(linesOf(text(name)) + 30)
  })

  test('one output is not', async () => {
    expect(await of(text(name))).toEqual([])
  })
})

describe.each([
  ['vmstat', 'vmstat/sar-12.6.1-C.txt', 'one output of sar'],
  ['vmstat', 'vmstat/vmstat-4.0.2.txt', 'one output of vmstat'],
  ['psi', 'psi/constructed-psi2log.txt', 'one log of one run'],
  ['meminfo', 'meminfo/constructed-mem2log.txt', 'one log of one run'],
])('%s of %s', (stream, name, expected) => {
  const of = (content: string) => {
    const at = written({ [basename(name)]: `${content}\n` })
    return reduced(at(basename(name)), stream)
  }

  test('two outputs are refused with the place of the second, where they were added up', async () => {
    const line = linesOf(text(name))
    await expect(of(`${text(name)}\n\nPatched:\n\n${text(name)}`)).rejects.toMatchObject({
      expected,
      line: expect.any(Number),
    })
    const error = await of(`${text(name)}\n\nPatched:\n\n${text(name)}`).catch((one) => one)
    expect(error.line).toBeGreaterThan(line)
  })

  test('one output is read', async () => {
    expect((await of(text(name))).value).toBeDefined()
  })
})

test('a row of mem2log that a mail wrapped is refused with its place', async () => {
  const at = written({ log: text('meminfo/constructed-mem2log.txt').replace(' IA=479 ', '\nIA=479 ') })
  await expect(reduced(at('log'), 'meminfo')).rejects.toMatchObject({ line: 5 })
})
