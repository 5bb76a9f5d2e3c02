import { expect, test } from '@jest/globals'
import { kills } from '../../src/decode/kernel-log-kills.js'

test('each of 40,000 kills counts once, whichever came first', () => {
  const found = kills()
  for (let at = 0; at < 40_000; at++) {
    const victim = `${1000 + at} (p)`
    found.take(`oom-kill:constraint=CONSTRAINT_NONE,task=p,pid=${1000 + at},uid=0`, null, at, `${at}`)
    found.take(`Out of memory: Killed process ${victim} total-vm:1kB`, null, at, `${at}`)
    found.take(`oom_reaper: reaped process ${victim}, now anon-rss:0kB`, null, at + 0.5, `${at}.5`)
  }
  expect(found.list.length + found.beyond()).toBe(40_000)
  // a copy of a line of the latest 32,768 moments is known again; of those before only twice as many are kept
  const again = (at: number) =>
    found.take(`Out of memory: Killed process ${1000 + at} (p) total-vm:1kB`, null, at, `${at}`)
  again(23_700)
  expect(found.list.length + found.beyond()).toBe(40_000)
  again(7000)
  expect(found.list.length + found.beyond()).toBe(40_001)
  // the list is bounded
  expect(found.list.length).toBe(16_384)
})

test('kills of one second, which tell no time of their own, cost as much as those of many', () => {
  const secondsFor = (stampOf: (at: number) => string): number => {
    const found = kills()
    const before = process.cpuUsage()
    for (let at = 0; at < 15_000; at++)
      found.take(`Out of memory: Killed process ${1000 + at} (p) total-vm:1kB`, null, null, stampOf(at))
    const { user, system } = process.cpuUsage(before)
    expect(found.list).toHaveLength(15_000)
    return user + system
  }
  const many = secondsFor((at) => `Nov 27 10:00:00 box ${at}`)
  expect(secondsFor(() => 'Nov 27 10:00:00 box')).toBeLessThan(6 * many + 1e5)
})
