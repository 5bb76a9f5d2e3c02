// A constructed experiment directory, as plain data that a variant may change before it is written.
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'

export const pack = (text) => gzipSync(text, { level: 9 })
export const json = (value) => `${JSON.stringify(value, null, 2)}\n`
export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')
export const lines = (...values) => values.map((value) => `${JSON.stringify(value)}\n`).join('')

const OFF = {
  id: 'mglru-off',
  label: null,
  settings: { 'lru_gen.enabled': '0x0000', 'lru_gen.min_ttl_ms': '0' },
}
const ON = {
  id: 'mglru-on',
  label: null,
  settings: { 'lru_gen.enabled': '0x0007', 'lru_gen.min_ttl_ms': '0' },
}

export const EIGHT = [1, 1.3, 0.8, 1.1, 0.9, 1.2, 1.05, 0.95]

const draw = (seed, ...words) => Number.parseInt(sha256(`${seed}/${words.join(' ')}`).slice(0, 8), 16)

/** Which condition each block begins with, as collectors/experiment/plan.sh drew it in version 1. */
export function firsts(seed, blocks) {
  const half = Math.floor(blocks / 2) + (blocks % 2) * (draw(seed, 'extra') % 2)
  const keys = Array.from(
    { length: blocks },
    (_, index) => `${String(draw(seed, 'block', index + 1)).padStart(10, '0')} ${index + 1}`,
  ).sort()
  const found = new Array(blocks).fill(1)
  for (const key of keys.slice(0, half)) found[Number(key.split(' ')[1]) - 1] = 0
  return found
}

/** The first seed `NAME-1`, `NAME-2`... whose drawing has the baseline first in odd blocks. */
export function alternatingSeed(name, blocks) {
  const wanted = Array.from({ length: blocks }, (_, index) => index % 2).join()
  for (let n = 1; ; n++) if (firsts(`${name}-${n}`, blocks).join() === wanted) return `${name}-${n}`
}

/** Nanoseconds since boot of the start of the run at this place. */
export const startOf = (place) => 1_000_000_000_000 + place * 20_000_000_000
const LENGTH = 10_000_000_000
const BOOTED = 1_767_225_600_000_000_000n

/**
 * An experiment of so many blocks: throughput is 20 % higher with MGLRU on in every block, whatever the block's own level; major
 * faults are halved; minor faults do not change at all. `word` gives the text of each member that the schema leaves free.
 */
export function constructed({
  id,
  levels = EIGHT,
  conditions = [OFF, ON],
  word = (text) => text,
  gain = 1.2,
}) {
  const [baseline, treatment] = conditions.map((condition) => condition.id)
  const seed = alternatingSeed(id, levels.length)
  const planned = [
    { id: `w01-${baseline}`, kind: 'warmup', block: null, position: null, condition: baseline },
    ...levels.flatMap((_, index) => {
      const order = index % 2 === 0 ? [baseline, treatment] : [treatment, baseline]
      return order.map((condition, place) => ({
        id: `b${String(index + 1).padStart(2, '0')}-${place + 1}-${condition}`,
        kind: 'measured',
        block: index + 1,
        position: place + 1,
        condition,
      }))
    }),
  ]
  const manifest = {
    schemaVersion: 2,
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
    conditions: conditions.map((condition) => ({ ...condition, label: word(condition.label) })),
    plan: {
      blocks: levels.length,
      seed: word(seed),
      algorithm: word('sha256-blocks-1'),
      looks: [],
      describeOnly: false,
      runs: planned,
      primary: [
        { metric: 'bogo-ops-rate', smallestEffect: { relative: 0.03, absolute: 0.1 } },
        { metric: 'major-fault-rate', smallestEffect: { relative: 0.05, absolute: 1 } },
      ],
    },
    streams: ['page-faults', 'stress-ng', 'vmstat'],
  }
  // what must be the same in every run
  const always = {
    tool: word('constructed 1'),
    process: word('stress-ng-vm'),
    thp: word('always [madvise] never'),
  }
  const runs = planned.map((run, place) => ({
    manifest: runManifest(run, place, manifest, always),
    streams: streamsOf(place, {
      on: run.condition === treatment,
      level: levels[(run.block ?? 1) - 1],
      gain,
      word,
    }),
  }))
  return { manifest, runs }
}

function runManifest(run, place, { id, conditions, host, workload }, { tool, thp }) {
  const [start, end] = [startOf(place), startOf(place) + LENGTH]
  const settings = {
    ...conditions.find((condition) => condition.id === run.condition).settings,
    'vm.swappiness': '60',
    'thp.enabled': thp,
  }
  return {
    schemaVersion: 2,
    experiment: id,
    ...run,
    settings: { before: settings, after: { ...settings } },
    clock: {
      monotonic: String(start),
      boottime: String(start),
      realtime: String(BOOTED + BigInt(start)),
    },
    phases: [{ name: 'measure', start: String(start), end: String(end) }],
    exit: { status: 0, signal: null },
    outcome: 'complete',
    reason: null,
    kernel: { release: host.kernel, build: host.kernelBuild, bootId: '0123456789abcdef' },
    workload: { argv: workload.argv, tool, requestedSeconds: 10 },
    environment: { 'kernel.cmdline': thp },
  }
}

function streamsOf(place, { on, level, gain, process = 'stress-ng-vm' }) {
  const major = Math.round((on ? 500 : 1000) * level)
  const minor = Math.round(20000 * level)
  const [start, end] = [startOf(place), startOf(place) + LENGTH]
  return {
    'page-faults': lines(
      { type: 'attached_probes', data: { probes: 2 } },
      {
        type: 'map',
        data: {
          '@faults': {
            [`500,user,${process}`]: minor,
            [`500,kernel,${process}`]: major,
            '1,user,init, or so': 7,
          },
        },
      },
      { type: 'end', records: 1, lost: 0 },
    ),
    'stress-ng': stressNg({
      bogoOps: Math.round((on ? gain * 1000 : 1000) * level * 10),
    }),
    vmstat: vmstat(
      [start, { nr_free_pages: 100000, pgfault: 5000, pgmajfault: 100, pswpin: 0, pswpout: 0 }],
      [
        end,
        {
          nr_free_pages: 90000,
          pgfault: 5007 + minor + major,
          pgmajfault: 100 + major,
          pswpin: major,
          pswpout: 2 * major,
        },
      ],
    ),
  }
}

/** The lines of stress-ng's YAML, as the collectors wrap them. */
export function stressNg({ bogoOps, stressor = 'vm', seconds = '10.000000' }) {
  const texts = [
    '---',
    'metrics:',
    `    - stressor: ${stressor}`,
    `      bogo-ops: ${bogoOps}`,
    `      wall-clock-time: ${seconds}`,
    '...',
  ]
  return lines(
    { type: 'stream', stream: 'stress-ng', schema: 1 },
    ...texts.map((data) => ({ type: 'line', data })),
    { type: 'end', records: texts.length, lost: 0 },
  )
}

/** Samples of /proc/vmstat: pairs of nanoseconds since boot and counters. */
export function vmstat(...samples) {
  return lines(
    { type: 'stream', stream: 'vmstat', schema: 1 },
    ...samples.map(([t, data]) => ({ type: 'sample', t: String(t), data })),
    { type: 'end', records: samples.length, lost: 0 },
  )
}

/** Writes it below `name` with `write(path, content)`. A run that does not say otherwise names this declaration. */
export function writeExperiment(write, name, { manifest, runs }, note = () => null) {
  const text = json(manifest)
  write(`${name}/experiment.json`, text)
  for (const run of runs) {
    const streams = Object.entries(run.streams).map(([stream, content]) => {
      const packed = pack(content)
      write(`${name}/runs/${run.manifest.id}/${stream}.ndjson.gz`, packed)
      const { records } = JSON.parse(content.trim().split('\n').at(-1))
      return {
        id: stream,
        file: `${stream}.ndjson.gz`,
        records,
        lost: 0,
        sha256: sha256(packed),
        note: note(null),
      }
    })
    write(
      `${name}/runs/${run.manifest.id}/run.json`,
      json({ declaration: sha256(text), ...run.manifest, streams }),
    )
  }
}
