import { spawnSync } from 'node:child_process'
import { accessSync, constants, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { withParts } from './parts.js'

const CLOCK = new URL('../../collectors/experiment/clock.sh', import.meta.url).pathname

function readable(): boolean {
  try {
    accessSync('/proc/timer_list', constants.R_OK)
    return true
  } catch {
    return false
  }
}

function shell(commands: string): string[] {
  const result = spawnSync('bash', ['-c', `. "$0"; ${commands}`, CLOCK], { encoding: 'utf8' })
  expect(result.stderr).toBe('')
  return result.stdout.trim().split('\n')
}

// /proc/timer_list is for root alone; without it times come from /proc/uptime.
const withTimerList = readable() ? test : test.skip

withTimerList('the offset of CLOCK_BOOTTIME is never that of another clock', () => {
  // Read line by line, one reading in thirty was the offset of CLOCK_REALTIME.
  const offsets = new Set(shell('for ((i = 0; i < 400; i++)); do boottime_offset; echo "$REPLY"; done'))
  expect(offsets.size).toBe(1)
  expect(Number([...offsets][0])).toBeLessThan(1e18)
})

test('CLOCK_MONOTONIC goes forward and is near /proc/uptime', () => {
  const times = shell('for ((i = 0; i < 200; i++)); do monotonic_now; echo "$REPLY"; done').map(Number)
  expect(times).toEqual([...times].sort((a, b) => a - b))
  const uptime = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0])
  expect(uptime - (times.at(-1) ?? 0) / 1e9).toBeGreaterThanOrEqual(-0.02)
})

/** Times of a round of samples of four streams; what `meanwhile` does happens before the third. */
function round(meanwhile: string): number[] {
  const { stdout, stderr } = withParts(
    ['messages', 'clock', 'streams'],
    `declare -A kind_of=([a]=sampled [b]=sampled [c]=log [d]=sampled [e]=sampled)
    run_dir=$state run_streams=(a b c d e) run_failures=()
    for id in a b e; do eval "sample_$id() { REPLY=1; }"; done
    sample_b() { REPLY=1; sleep 0.02; ${meanwhile}; }
    sample_d() { REPLY=1; }
    sample_streams; cat "$state"/{a,b,d,e}.ndjson`,
  )
  expect(stderr).toBe('')
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => Number(JSON.parse(line).t))
}

test('samples of one round have times that go forward, with one look at the clock', () => {
  const [a = 0, b = 0, d = 0, e = 0] = round(':')
  expect([a <= b, b < d, d <= e]).toEqual([true, true, true])
  expect((d - b) / 1e6).toBeGreaterThan(15)
})

test('a wall clock that is set meanwhile does not move the samples', () => {
  for (const set of [
    'unset EPOCHREALTIME; EPOCHREALTIME=1000.000000',
    'unset EPOCHREALTIME; EPOCHREALTIME=9999999999.000000',
  ]) {
    const times = round(set)
    expect(times).toEqual([...times].sort((x, y) => x - y))
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan(2e9)
  }
})
