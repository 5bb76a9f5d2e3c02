import { expect, test } from '@jest/globals'
import { withParts } from './parts.js'

// run-experiment runs as root next to files and processes of others.

const fresh = (prepare: string) => {
  const { status, stderr } = withParts(
    ['messages', 'disk'],
    `mode=run experiment=$state/x
    ${prepare}
    check_fresh`,
  )
  return `${status} ${stderr.trim().replaceAll(/\/\S*\/parts-\w+/g, '')}`
}

test('a new experiment goes where nothing is, or into an empty directory of one’s own', () => {
  expect(fresh('')).toBe('0 ')
  expect(fresh('mkdir "$experiment"')).toBe('0 ')
})

test.each([
  [
    'mkdir "$experiment"; ln -s /etc "$experiment/runs"',
    '/x: runs exists there already; give another directory',
  ],
  ['mkdir "$experiment"; ln -s /nowhere "$experiment/.work"', '/x: .work exists there already'],
  ['mkdir -p "$experiment/runs"', '/x: runs exists there already'],
  ['ln -s /nowhere "$experiment"', '/x: expected a directory of your own or a new name'],
  [': >"$experiment"', '/x: expected a directory of your own or a new name'],
  ['mkdir "$experiment"; : >"$experiment/experiment.json"', '/x holds an experiment already; go on with it'],
])('%s: refused', (prepare, sentence) => {
  expect(fresh(prepare)).toContain(sentence)
  expect(fresh(prepare)).toMatch(/^2 /)
})

test('a process that calls itself kswapd0 is not the thread of the kernel', () => {
  const { stdout, stderr } = withParts(
    [],
    `
    process() { # PID NAME FLAGS UTIME
      mkdir -p "$state/proc/$1"; echo "$2" >"$state/proc/$1/comm"
      echo "$1 ($2) S 2 0 0 0 -1 $3 0 0 0 0 $4 7 0 0 20 0 1 0 39 0 0" >"$state/proc/$1/stat"
    }
    process 71 kswapd0 2492480 300
    process 72 kswapd1 2492480 400
    process 73 kcompactd0 2492480 30
    process 4003 kcompactd0 4194304 999
    process 4000 kswapd0 4194304 999
    process 4001 'kswapd0) S 2 0 0 0 -1 2492480' 4194304 999
    process 4002 kswapd0x 2492480 999
    . <(sed "s|/proc/|$state/proc/|g" "$COLLECTORS/streams/kswapd-cpu.sh")
    sample_kswapd_cpu; printf %s "$REPLY"`,
  )
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toEqual({
    ticks_per_second: 100,
    'kswapd0.utime_ticks': 300,
    'kswapd0.stime_ticks': 7,
    'kswapd1.utime_ticks': 400,
    'kswapd1.stime_ticks': 7,
    'kcompactd0.utime_ticks': 30,
    'kcompactd0.stime_ticks': 7,
  })
})

test('the reason of a failed run has the status, not what the workload printed', () => {
  const judged = (status: string, accepted: string) =>
    withParts(
      ['messages', 'run'],
      `run_failures=() run_dir=$state workload_status='${status}' profile_accept_status='${accepted}'
      echo 'password: hunter2' >"$state/.workload.out"
      judge_workload
      printf '%s|' "\${run_failures[@]-}"`,
    ).stdout
  expect(judged('3', '0')).toBe('the workload ended with status 3|')
  expect(judged('3', '0 3')).toBe('|')
  expect(judged('', '0')).toBe('|')
})
