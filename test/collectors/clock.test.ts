import { spawnSync } from 'node:child_process'
import { accessSync, constants, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'

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
