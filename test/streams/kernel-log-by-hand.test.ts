import { describe, expect, test } from '@jest/globals'
import { made, named, of, windowOf } from './lines.js'

// kernel logs of a few lines, with values that are known by hand

const ids = (one: Awaited<ReturnType<typeof of>>) =>
  typeof one === 'string' ? [one] : one.warnings.map(({ id, text }) => `${id} ${text}`)

describe('kernel logs', () => {
  const kill = (second: number, pid: number) =>
    `[${second.toFixed(6).padStart(12)}] Out of memory: Killed process ${pid} (p${pid}) total-vm:8kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB`
  test('kills by the clock of the window, the first hundred by name, a thousand with more than that', async () => {
    const lines = Array.from({ length: 1002 }, (_, pid) => kill(100 + pid, 1000 + pid))
    const one = (await of('kernel-log', lines)) as never as { victims: string[]; kills: object[] }
    expect([one.victims.length, one.victims[99], one.kills.length]).toEqual([100, 'p1099 (1099)', 1000])
    expect(await of('kernel-log', lines.slice(0, 4), windowOf(101n, 103n))).toMatchObject({
      lines: 4,
      seconds: 3,
      kills: [
        { at: 0, pid: 1001, name: 'p1001', by: 'kernel' },
        { at: 1, pid: 1002 },
      ],
    })
  })
  test('what a log lacks, and what begins unlike one', async () => {
    const wrapped = [
      { type: 'stream', stream: 'kernel-log', schema: 1, program: 'x' },
      { type: 'line', data: kill(1, 5) },
      { type: 'end', records: 1, lost: 7 },
    ]
    expect(await of('kernel-log', wrapped)).toMatchObject({ lost: 7, lines: 1 })
    const unlike = `unlike ${'u'.repeat(90)}`
    expect(ids(await of('kernel-log', [kill(1, 5), unlike, kill(2, 6)]))).toEqual([
      `unlike-lines x:2: 1 of 3 lines begin unlike a kernel log; the first: ${unlike.slice(0, 79)}…`,
    ])
    const trace = { ...named(`${kill(1, 5)}\n`, 'a'), also: [named(`${kill(1, 5)}\n${kill(2, 6)}\n`, 'b')] }
    const both = await made('kernel-log', { trace })
    expect(both).toMatchObject({ lines: 3, victims: ['p5 (5)', 'p6 (6)'] })
    expect(ids(both)).toEqual([
      'logs-joined a: read together with b; what stands in several of them counts once.',
    ])
  })

  test('of Windows, and written field by field behind other words', async () => {
    expect(await of('kernel-log', ['[    1.000000] Out of memory: Kill process 5 (p)\r'])).toMatchObject({
      victims: ['p (5)'],
    })
    const words = Array.from({ length: 5 }, (_, at) => `words ${at}`)
    const message =
      'Out of memory: Killed process 5 (p) total-vm:8kB, anon-rss:4kB, file-rss:0kB, shmem-rss:0kB'
    const entry = ['__CURSOR=s', '_TRANSPORT=kernel', `MESSAGE=${message}`, '']
    expect(await of('kernel-log', [...words, ...entry])).toMatchObject({ victims: ['p (5)'] })
    const record = { MESSAGE: message, _TRANSPORT: 'kernel', _SOURCE_MONOTONIC_TIMESTAMP: '1500000' }
    expect(await of('kernel-log', [...words, record, `\x1e${JSON.stringify(record)}`])).toMatchObject({
      victims: ['p (5)'],
      lines: 7,
    })
    // closed, it is whole without its newline
    const trace = named(`words\n${JSON.stringify(record)}`)
    expect(await made('kernel-log', { trace })).toMatchObject({ victims: ['p (5)'] })
  })
})
