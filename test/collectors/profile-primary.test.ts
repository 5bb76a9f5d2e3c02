import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { METRICS } from '../../src/metrics/index.js'
import { withParts } from './parts.js'

// Which primary metrics a profile brings where none is named.

const PROFILES = new URL('../../collectors/profiles/', import.meta.url).pathname
const primaries = readdirSync(PROFILES).flatMap((file) => {
  const text = /^profile_primary='(.*)'$/m.exec(readFileSync(`${PROFILES}${file}`, 'utf8'))?.[1]
  return text === undefined ? [] : [{ profile: file.replace('.sh', ''), metrics: text.split(' ') }]
})

const chosen = (primary: string, streams: string) => {
  const { stdout, stderr } = withParts(
    ['messages', 'options', 'primary'],
    `profile_primary='${primary}' stream_ids=(${streams}) primary_metrics=() workload_argv=(perl)
    default_primary; echo "\${primary_metrics[*]}"`,
  )
  return { metrics: stdout.trim(), said: stderr.trim() }
}

test('what a person feels is primary in the profiles at a fixed rate, and in those that end in a kill', () => {
  const of = (profile: string) => primaries.find((one) => one.profile === profile)?.metrics
  expect(of('fio-paced')).toEqual([
    'workload:fio.paced.read.clat_p95:5%',
    'workload:fio.paced.read.clat_p99:5%',
    'canary-worst-second',
  ])
  expect(of('redis-paced')).toEqual(['workload:redis-paced.p99:5%', 'canary-worst-second'])
  expect(of('headroom')).toEqual(['workload:headroom.taken:5%', 'canary-worst-second'])
  for (const profile of ['oom', 'oom-slow'])
    expect(of(profile)).toEqual(['canary-worst-second', 'stall-before-kill', 'bystander-kills'])
})

test('each of them is a metric, or a figure with its smallest effect of interest', () => {
  const ids = METRICS.map(({ id }) => id)
  const unknown = primaries.flatMap(({ profile, metrics }) =>
    metrics
      .filter((one) => !/^workload:.+:\d+%$/.test(one) && !ids.includes(one))
      .map((one) => `${profile}: ${one}`),
  )
  expect(unknown).toEqual([])
})

test('one whose stream is left out is none, and that is said; with none left it is what every command gives', () => {
  expect(chosen('workload:headroom.taken:5% canary-worst-second', 'canary vmstat')).toEqual({
    metrics: 'workload:headroom.taken:0.05 canary-worst-second',
    said: '',
  })
  expect(chosen('workload:headroom.taken:5% canary-worst-second', 'vmstat')).toEqual({
    metrics: 'workload:headroom.taken:0.05',
    said: 'canary-worst-second is no primary metric of this experiment: the stream canary is not recorded',
  })
  expect(chosen('canary-worst-second', 'vmstat').metrics).toBe('major-fault-rate swap-in-rate swap-out-rate')
})
