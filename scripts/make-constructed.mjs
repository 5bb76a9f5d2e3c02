// Makes the constructed fixtures: small inputs whose truth is known because it was put in.
// Run: node scripts/make-constructed.mjs   (writes fixtures/constructed/, the same bytes each time)
import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const ROOT = new URL('../fixtures/constructed', import.meta.url).pathname
rmSync(ROOT, { recursive: true, force: true })

function write(path, content) {
  mkdirSync(join(ROOT, path, '..'), { recursive: true })
  writeFileSync(join(ROOT, path), content)
}

const json = (value) => `${JSON.stringify(value, null, 2)}\n`
const pack = (text) => gzipSync(text, { level: 9 })

/** A trace of the plain one-liner with so many faults of each process, in turn. */
function trace(processes) {
  const lines = []
  const left = new Map(processes)
  while (left.size > 0) {
    for (const [process, count] of left) {
      lines.push(`Page fault in process: ${process}`)
      if (count === 1) left.delete(process)
      else left.set(process, count - 1)
    }
  }
  return `Attaching 1 probe...\n${lines.join('\n')}\n\n\n`
}

const SPREAD = [0.97, 1.01, 1.04, 0.99, 1.02, 0.95, 1.0, 1.03]

// Eight runs a side; with MGLRU on each count is exactly twice that of its partner: every ratio of the two sides'
// geometric middle is 2.
for (const [index, factor] of SPREAD.entries()) {
  const faults = Math.round(2000 * factor)
  write(
    `doubled/off-${index + 1}.txt.gz`,
    pack(
      trace([
        ['101', faults - 100],
        ['7', 100],
      ]),
    ),
  )
  write(
    `doubled/on-${index + 1}.txt.gz`,
    pack(
      trace([
        ['202', 2 * faults - 200],
        ['9', 200],
      ]),
    ),
  )
}
write('doubled/truth.json', json({ metric: 'page-faults', ratio: 2, verdict: 'higher' }))

// The same eight counts on both sides, in another order: nothing changed. The processes differ so that no file is a copy.
for (const [index, factor] of SPREAD.entries()) {
  write(`unchanged/off-${index + 1}.txt.gz`, pack(trace([['101', Math.round(2000 * factor)]])))
  write(`unchanged/on-${SPREAD.length - index}.txt.gz`, pack(trace([['202', Math.round(2000 * factor)]])))
}
write(
  'unchanged/truth.json',
  json({ metric: 'page-faults', ratio: 1, verdict: ['equivalent', 'inconclusive'] }),
)

// Process names as a stranger could choose them, and bytes that are no text.
const HOSTILE = [
  "<script>alert('x')</script>",
  '"quoted" & <b>bold</b>',
  '| pipe | [link](javascript:x) `code`',
  'with spaces, and commas',
  '=cmd|/C calc',
  '\u202edesrever',
  'bell\u0007 escape\u001b[31mred\u001b[0m',
  '</svg><img src=x onerror=alert(1)>',
  '](https://example.invalid) @everyone www.example.invalid',
]
for (const side of ['off', 'on']) {
  for (let run = 1; run <= 2; run++) {
    const named = trace(
      HOSTILE.map((name, index) => [name, 10 * (index + 1) + run + (side === 'on' ? 3 : 0)]),
    )
    const invalid = Buffer.concat([
      Buffer.from('Page fault in process: '),
      Buffer.from([0xff, 0xfe, 0xc3, 0x28]),
      Buffer.from('\n'),
    ])
    write(`hostile/${side}-${run}.txt`, Buffer.concat([Buffer.from(named), invalid]))
  }
}
write('hostile/truth.json', json({ metric: 'page-faults', verdict: 'inconclusive' }))

// An experiment directory of so many blocks: throughput is 20 % higher with MGLRU on in every block, whatever the
// block's own level; major faults are halved; minor faults do not change at all. `word` gives the text of each member
// that the schema leaves free.
function experiment(name, id, LEVELS, word) {
  const conditions = [
    { id: 'mglru-off', enabled: '0x0000', minTtlMs: 0 },
    { id: 'mglru-on', enabled: '0x0007', minTtlMs: 0 },
  ]
  const runs = [
    { id: 'w01-mglru-off', kind: 'warmup', block: null, position: null, condition: 'mglru-off' },
    ...LEVELS.flatMap((_, index) => {
      const order = index % 2 === 0 ? ['mglru-off', 'mglru-on'] : ['mglru-on', 'mglru-off']
      return order.map((condition, place) => ({
        id: `b${String(index + 1).padStart(2, '0')}-${place + 1}-${condition}`,
        kind: 'measured',
        block: index + 1,
        position: place + 1,
        condition,
      }))
    }),
  ]
  write(
    `${name}/experiment.json`,
    json({
      schemaVersion: 1,
      id,
      createdAt: '2026-01-01T00:00:00Z',
      tool: { name: word('make-constructed'), version: word('1') },
      host: {
        kernel: word('6.12.0-constructed'),
        kernelBuild: word('#1'),
        architecture: word('x86_64'),
        distribution: word(null),
        cpus: 2,
        cpuModel: word(null),
        memoryBytes: 2 ** 30,
        pageBytes: 4096,
        numaNodes: 1,
        virtualization: word('none'),
        emulated: false,
        swap: [{ kind: word('zram'), bytes: 2 ** 30 }],
        kernelConfig: { CONFIG_LRU_GEN: word('y') },
      },
      tools: { bpftrace: word(null), 'stress-ng': word(null) },
      workload: { profile: null, argv: [word('constructed')], timeoutSeconds: 10, memoryMaxBytes: null },
      conditions,
      plan: {
        blocks: LEVELS.length,
        seed: word(id),
        runs,
        primary: [
          { metric: 'bogo-ops-rate', smallestEffect: { relative: 0.03, absolute: 0.1 } },
          { metric: 'major-fault-rate', smallestEffect: { relative: 0.05, absolute: 1 } },
        ],
      },
      streams: ['page-faults', 'stress-ng', 'vmstat'],
    }),
  )
  for (const [index, run] of runs.entries()) {
    const on = run.condition === 'mglru-on'
    const level = LEVELS[(run.block ?? 1) - 1]
    const major = Math.round((on ? 500 : 1000) * level)
    const minor = Math.round(20000 * level)
    const start = 1_000_000_000_000 + index * 20_000_000_000
    const end = start + 10_000_000_000
    const lines = (...values) => values.map((value) => `${JSON.stringify(value)}\n`).join('')
    const files = {
      'page-faults': lines(
        { type: 'attached_probes', data: { probes: 2 } },
        {
          type: 'map',
          data: {
            '@faults': {
              [`500,user,${word('stress-ng-vm')}`]: minor,
              [`500,kernel,${word('stress-ng-vm')}`]: major,
              '1,user,init, or so': 7,
            },
          },
        },
        { type: 'end', records: 1, lost: 0 },
      ),
      'stress-ng': lines(
        { type: 'stream', stream: 'stress-ng', schema: 1 },
        ...[
          '---',
          'metrics:',
          `    - stressor: ${word('vm')}`,
          `      bogo-ops: ${Math.round((on ? 1200 : 1000) * level * 10)}`,
          '      wall-clock-time: 10.000000',
          '...',
        ].map((data) => ({ type: 'line', data })),
        { type: 'end', records: 6, lost: 0 },
      ),
      vmstat: lines(
        { type: 'stream', stream: 'vmstat', schema: 1 },
        {
          type: 'sample',
          t: String(start),
          data: { nr_free_pages: 100000, pgfault: 5000, pgmajfault: 100, pswpin: 0, pswpout: 0 },
        },
        {
          type: 'sample',
          t: String(end),
          data: {
            nr_free_pages: 90000,
            pgfault: 5007 + minor + major,
            pgmajfault: 100 + major,
            pswpin: major,
            pswpout: 2 * major,
          },
        },
        { type: 'end', records: 2, lost: 0 },
      ),
    }
    const streams = Object.entries(files).map(([stream, content]) => {
      const packed = pack(content)
      write(`${name}/runs/${run.id}/${stream}.ndjson.gz`, packed)
      const records = JSON.parse(content.trim().split('\n').at(-1)).records
      return {
        id: stream,
        file: `${stream}.ndjson.gz`,
        records,
        lost: 0,
        sha256: createHash('sha256').update(packed).digest('hex'),
        note: word(null),
      }
    })
    const settings = {
      'lru_gen.enabled': on ? '0x0007' : '0x0000',
      'lru_gen.min_ttl_ms': '0',
      'vm.swappiness': '60',
      'thp.enabled': word('always [madvise] never'),
    }
    write(
      `${name}/runs/${run.id}/run.json`,
      json({
        schemaVersion: 1,
        experiment: id,
        ...run,
        settings: { before: settings, after: settings },
        clock: {
          monotonic: String(start),
          boottime: String(start),
          realtime: String(1_767_225_600_000_000_000n + BigInt(start)),
        },
        phases: [{ name: 'measure', start: String(start), end: String(end) }],
        exit: { status: 0, signal: null },
        outcome: 'complete',
        reason: word(null),
        streams,
      }),
    )
  }
}

experiment('blocks', 'constructed-blocks', [1, 1.3, 0.8, 1.1, 0.9, 1.2, 1.05, 0.95], (text) => text)
write('blocks/truth.json', json({ metric: 'bogo-ops-rate', ratio: 1.2, verdict: 'improved' }))

// The same with what a stranger could write wherever the manifests and the streams leave text free.
let nth = 0
experiment('hostile-manifest', 'hostile-manifest', [1, 1.1], () => {
  const one = HOSTILE[nth++ % HOSTILE.length]
  return `${one} ${HOSTILE[nth % HOSTILE.length]}`
})
write('hostile-manifest/truth.json', json({ metric: 'bogo-ops-rate', ratio: 1.2, verdict: 'inconclusive' }))
