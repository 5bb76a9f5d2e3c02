import { describe, expect, test } from '@jest/globals'
import { made, named, of } from './lines.js'

// texts of other programs, with values that are known by hand

const ids = (one: Awaited<ReturnType<typeof of>>) =>
  typeof one === 'string' ? [one] : one.warnings.map(({ id, text }) => `${id} ${text}`)

describe('perf', () => {
  const json = (...samples: object[]) => of('perf-json', [{ 'linux-perf-json-version': 1, samples }])

  test('samples of an export: time from the first to the last, and fields of all', async () => {
    const at = (seconds: number, comm: string, others = {}) => ({
      timestamp: seconds * 1e9,
      comm,
      cpu: 0,
      ...others,
    })
    const long = 'n'.repeat(90)
    const one = await json(at(5, 'a', { [long]: 1 }), at(3, 'b', { order: 1 }), at(4, 'a', { order: 2 }))
    expect(one).toMatchObject({
      samples: 3,
      byProcess: new Map([
        ['a', 2],
        ['b', 1],
      ]),
      seconds: 2,
      fields: [`${'n'.repeat(79)}…`, 'order'],
    })
    expect(ids(one)[0]).toContain('its samples have 2 different sets of fields')
    const alone = await json(at(5, 'a', { order: 1 }), { comm: 'x' })
    expect(alone).toMatchObject({ samples: 1, seconds: null })
    expect(ids(alone)).toEqual([
      'perf-json x: this export does not say which event a sample is of, for how many events it stands, or what was lost.',
      'unknown-lines x: 1 samples have no time and were not counted.',
    ])
    const many = Object.fromEntries(Array.from({ length: 250 }, (_, name) => [`f${name}`, 1]))
    expect((await json(at(1, 'a', many))) as unknown).toHaveProperty('fields.length', 200)
  })

  test('outputs of perf stat: which they are, when several runs stand in one file', async () => {
    const output = (faults: number) => [
      " Performance counter stats for 'x':",
      '',
      `     ${faults}      page-faults`,
      `     ${faults + 1}      major-faults`,
      `     ${faults + 2}      minor-faults`,
      `     ${faults + 3}      cs`,
      '',
      '       1.500000000 seconds time elapsed',
      '',
    ]
    const several = (count: number) =>
      of('perf-stat', Array.from({ length: count }, (_, at) => output(10 * at)).flat())
    expect(await several(1)).toMatchObject({ seconds: 1.5, unknownLines: 0 })
    const shown = (at: number) =>
      `from line ${9 * at + 3} page-faults ${10 * at}, major-faults ${10 * at + 1}, minor-faults ${10 * at + 2}`
    expect(await several(3)).toBe(
      `x holds 3 outputs of perf stat, each a run of its own (${[0, 1, 2].map(shown).join('; ')}); put each in a file of its own`,
    )
    expect(await several(4)).toContain(`(${[0, 1, 2].map(shown).join('; ')}; and more)`)
    // behind time marks they are parts of one run, each behind its own
    expect(await of('perf-stat', ['time: 1', ...output(5), 'time: 2', ...output(9)])).toMatchObject({
      seconds: 3,
    })
    expect(await of('perf-stat', ['time: 1', ...output(5), ...output(9)])).toContain('holds 2 outputs')
    const odd = await of('perf-stat', [...output(5), 'something else'])
    expect(ids(odd)).toEqual([
      'unknown-lines x:10: 1 of 10 lines were not understood and not counted; the first: something else',
    ])
  })

  test('cgroups of perf stat: the machine, or the only one, is the run', async () => {
    const row = (cgroup: string, count: number) => `${count},,page-faults,${cgroup},1000,100.00,,`
    expect(await of('perf-stat', [row('/', 9), row('/a', 3)])).toMatchObject({
      counters: new Map([['page-faults', 9]]),
      cgroups: new Map([
        ['/', new Map([['page-faults', 9]])],
        ['/a', new Map([['page-faults', 3]])],
      ]),
    })
    expect(await of('perf-stat', [row('/a', 3)])).toMatchObject({ counters: new Map([['page-faults', 3]]) })
    const both = await of('perf-stat', [row('/a', 3), row('/b', 4)])
    expect(both).toMatchObject({ counters: new Map() })
    expect(ids(both)[0]).toContain('none is taken for the run')
    expect(await of('perf-stat', [row('', 7)])).not.toHaveProperty('cgroups')
  })

  test('perf trace: a time that goes back by a second is another output, by less it is another processor', async () => {
    const fault = (at: number, kind = 'min', process = 'a') =>
      `     ${at.toFixed(3)} ( 0.000 ms): ${process}/1 ${kind}fault [x+0x1] => 0x1 (?k)`
    const one = await of('perf-trace', [fault(5000), fault(4000, 'maj'), fault(5000), fault(3999.999), 'odd'])
    expect(one).toMatchObject({ minor: 3, major: 1, byProcess: new Map([['a', 4]]), unknownLines: 1 })
    expect(ids(one).map((text) => text.slice(0, 24))).toEqual([
      'outputs-joined x:4: anot',
      'unknown-lines x:5: 1 of ',
    ])
    const traced = (at: number, event: string) => `     ${at.toFixed(3)} a/1 ${event}(x: 1)`
    const long = `sched:${'e'.repeat(90)}`
    expect(await of('perf-trace', [traced(1, 'exceptions:page_fault_user'), traced(2, long)])).toMatchObject({
      minor: null,
      major: null,
      faults: 1,
      events: new Map([[`${long.slice(0, 79)}…`, 1]]),
      byProcess: new Map([['a', 1]]),
    })
    const lines = [fault(1), traced(2, 'sched:a')].map((data) => ({ type: 'line', data }))
    expect(
      await of('perf-trace', [{ type: 'stream' }, ...lines, { type: 'end', records: 2, lost: 0 }]),
    ).toMatchObject({
      minor: 1,
      events: new Map([['sched:a', 1]]),
      unknownLines: 0,
    })
    // with -F the kinds are known, and counted once
    expect(await of('perf-trace', [fault(1), traced(1, 'exceptions:page_fault_user')])).toMatchObject({
      minor: 1,
      major: 0,
      faults: 1,
      byProcess: new Map([['a', 1]]),
    })
  })

  test('events of a trace: by name, over the time from the first to the last, in whichever order', async () => {
    const event = (at: string, name: string, fields = '') => `a 7 [000] ${at}: ${name}: ${fields}`
    const long = `my_${'e'.repeat(90)}`
    const lines = [
      event('10.500000', 'exceptions:page_fault_user', 'address=0x1'),
      event('10.250000', `sched:${long}`),
      event('12.750000', 'vmscan:mm_vmscan_kswapd_wake', 'nid=0'),
      event('12.000000', 'exceptions:page_fault_user', 'address=0x1'),
    ]
    expect(await of('trace-events', lines)).toMatchObject({
      events: new Map([
        ['page_fault_user', 2],
        ['mm_vmscan_kswapd_wake', 1],
        [`${long.slice(0, 79)}…`, 1],
      ]),
      faultsByProcess: new Map([['a', 2]]),
      seconds: 2.5,
      kswapdWakes: 1,
      lost: 0,
    })
    const trace = named(`${lines.join('\n')}\n`)
    const stderr = named('[ perf record: Woken up 1 times ]\nProcessed 9 events and LOST 4!\n', 'x.err')
    expect(await made('trace-events', { trace, stderr })).toMatchObject({ lost: 4 })
    const times = async (...at: string[]) =>
      ids(
        await of(
          'trace-events',
          at.map((one) => event(one, 'sched:x')),
        ),
      )
    expect(await times('10.000000', '9.000000')).toEqual([])
    const cut = await made('trace-events', { trace: named(`${lines.join('\n')}\nodd\n# the end`) })
    expect(cut).toMatchObject({ seconds: 2.5, unknownLines: 1 })
    expect(ids(cut).map((text) => text.slice(0, 40))).toEqual([
      'last-line-cut x:6: the last line has no ',
      'unknown-lines x:5: 1 of 6 lines were not',
    ])
    expect((await times('10.000000', '8.999999', '10.5'))[0]).toContain(
      'outputs-joined x:2: another output begins here:',
    )
    const sampled = 'a 7 [000] 1.000000: 50 page-faults: x'
    expect(await of('trace-events', [sampled])).toMatchObject({
      faultsByProcess: new Map([['a', 50]]),
      seconds: 0,
    })
  })
})

describe('tracepoints of reclaim in the text of a trace', () => {
  const event = (name: string, at = 1) => `a-7 [000] .... ${at}.000000: ${name}: nid=0`
  test('are counted by name, and not where some were lost', async () => {
    const names = Array.from({ length: 1001 }, (_, name) => event(`mm_vmscan_${name}`))
    const one = (await of('vmscan', [...names, event('mm_vmscan_0'), event('sched_switch')])) as never as {
      events: Map<string, number>
    }
    expect([one.events.size, one.events.get('mm_vmscan_0'), one.events.get('mm_vmscan_999')]).toEqual([
      1000, 2, 1,
    ])
    expect(await of('vmscan', [event('mm_vmscan_a'), 'CPU:2 [LOST 1 EVENTS]'])).toBe(
      'x lacks 1 event that was overwritten or lost: its counts are those of a part',
    )
    expect(await of('vmscan', [event('mm_vmscan_a'), 'CPU:2 [LOST 3 EVENTS]'])).toContain(
      '3 events that were',
    )
    expect(await of('vmscan', [event('mm_vmscan_a'), 'CPU:2 [LOST EVENTS]'])).toBe(
      'x lacks an unknown number of events, which were lost',
    )
    expect(await of('vmscan', [event('sched_switch')])).toContain('holds no event of reclaim')
    expect(await of('direct-reclaim', [event('sched_switch')])).toContain('holds no event of direct reclaim')
  })
  test('a begin without its end is a stall that is missing', async () => {
    const [begin, end] = ['mm_vmscan_direct_reclaim_begin', 'mm_vmscan_direct_reclaim_end']
    expect(await of('direct-reclaim', [event(begin), event(end, 3), event(begin, 4)])).toMatchObject({
      stalls: 1,
      begins: 2,
      ends: 1,
      missing: 1,
      longest: 2,
      stalledSeconds: 2,
      taskSeconds: 2,
      reclaimedPages: 0,
    })
    expect(await of('direct-reclaim', [event(begin)])).toMatchObject({ stalls: 0, missing: 1, p50: null })
  })
})

describe('stress-ng', () => {
  const yaml = 'metrics:\n    - stressor: vm\n      bogo-ops: 10\n      wall-clock-time: 2.5\n'
  test('says what went wrong, with its place, and the rest of it shortly', async () => {
    const text = `${'z'.repeat(100)}`
    const failed = `stress-ng: fail:  [7] ${text}\n`
    const shown = `${'z'.repeat(79)}…`
    expect(await made('stress-ng', { log: named(failed) })).toBe(
      `x reports no metrics: stress-ng may not have finished; line 1: fail: ${shown}`,
    )
    const table = 'stress-ng: info:  [7] vm               10      2.5    1.5      0.5     4.00        5.00\n'
    const one = await made('stress-ng', { log: named(`${failed}${failed}${table}`) })
    expect(one).toMatchObject({ stressors: [{ name: 'vm', bogoOps: 10, seconds: 2.5 }] })
    expect(ids(one)).toEqual([`stress-ng-failed x:1: stress-ng reported fail: ${shown}, and 1 more.`])
  })
  test('several runs in one file: where they begin', async () => {
    const lines = (count: number) => made('stress-ng', { yaml: named(yaml.repeat(count)) })
    expect(await lines(1)).toMatchObject({ stressors: [{ bogoOps: 10, seconds: 2.5 }] })
    expect(await lines(4)).toBe(
      'x holds 4 runs of stress-ng, from lines 1, 5, 9, 13; put each in a file of its own',
    )
    expect(await lines(5)).toContain('from lines 1, 5, 9, 13 and more')
    expect(await made('stress-ng', {})).toBe("stress-ng's metrics were not recorded")
  })
  test('of a log that ends within a line the setup is that of the lines before', async () => {
    const log = [
      'stress-ng: info:  [7] vm               10      2.5    1.5      0.5     4.00        5.00',
      'stress-ng: info:  [7] setting to a 1 min run per stressor',
      'stress-ng: info:  [7] dispatching hogs: 2 vm, 1 mm',
    ]
    expect(await made('stress-ng', { log: named(log.join('\n')) })).toMatchObject({
      setup: { requestedSeconds: 60, instances: null },
    })
  })
  test('a file that cannot be read is told where the other can', async () => {
    const one = await made('stress-ng', {
      yaml: named('metrics:\nodd\n    - odd\n', 'x.yaml'),
      log: named(''),
    })
    expect(one).toContain('x.yaml')
    const log = named(
      [
        'stress-ng: info:  [7] setting to a 1 day, 2 hours, 3 mins, 4.5 secs run per stressor',
        'stress-ng: info:  [7] dispatching hogs: 2 vm',
        'stress-ng: info:  [7] vm               10      2.5    1.5      0.5     4.00        5.00',
        '',
      ].join('\n'),
    )
    const system = named(
      "system-info:\n      stress-ng-version: '0.17'\n      release: '6.1'\n      version: 7\nmetrics:\n- odd\n",
      'x.yaml',
    )
    expect(await made('stress-ng', { yaml: system, log })).toMatchObject({
      setup: {
        version: '0.17',
        kernel: { release: '6.1', build: '7' },
        instances: '2 vm',
        requestedSeconds: 86_400 + 2 * 3600 + 3 * 60 + 4.5,
      },
      warnings: [{ id: 'stress-ng-unreadable' }],
    })
  })
})

describe('the output of a workload', () => {
  const figure = 'metric rps=12.5 requests/s better=higher'
  test('wrapped by a collector, with a last line that is cut off', async () => {
    const line = (data: string) => JSON.stringify({ type: 'line', data })
    const trace = named(`${line(figure)}\n${line('words')}\n{"type":"end","records":2,"lost":0}\n`)
    expect(await made('workload-output', { trace })).toMatchObject({
      figures: [{ name: 'rps', value: 12.5 }],
      warnings: [],
    })
    const stdout = named(`${figure}\nmetric p99=1`)
    const cut = await made('workload-output', { stdout })
    expect(cut).toMatchObject({ figures: [{ name: 'rps' }] })
    expect(ids(cut)[0]).toContain('last-line-cut x:2: the last line has no newline')
    expect(await made('workload-output', { stdout: named(''), stderr: named(`${figure}\n`) })).toMatchObject({
      figures: [{ name: 'rps' }],
    })
    // what the collector kept of both is not read beside them
    expect(await made('workload-output', { stdout: named('words\n'), trace })).toBe(
      'the workload printed no figure that a reader knows',
    )
    expect(await made('workload-output', {})).toBe('the output of the workload was not recorded')
  })
})
