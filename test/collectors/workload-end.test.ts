import { expect, test } from '@jest/globals'
import { withParts } from './parts.js'

const PARTS = ['messages', 'clock', 'state', 'cgroup', 'window', 'workload']
const STUBS = `
  sample_streams() { :; }
  show_progress() { :; }
  state_add_process() { :; }
  refresh_counters() { :; }
  run_phases=''; end_phase() { run_phases+=" $1 $(($3 > $2))"; }
  run_failures=() ramp_seconds='' outside_cgroup=0 run_kind=measured cgroup='' caller_locale='' workload_cwd=/ workload_pid=''
  run_dir=$state`

test('exit status and time of the end come from the shell that waits', () => {
  const { stdout, stderr } = withParts(
    PARTS,
    `${STUBS}
    run_argv=("$BASH" -c 'sleep 0.2; exit 7')
    monotonic_now; started=$REPLY
    start_workload && begin_window && await_workload 0 timeout && close_window
    printf '%s %s %s' "$workload_status" "$((workload_end > started + 150000000))" "\${#run_failures[@]}"`,
  )
  expect({ stdout, stderr }).toEqual({ stdout: '7 1 0', stderr: '' })
})

test('what runs into its limit is ended, and that is its normal end or a failure', () => {
  const run = (kind: string) =>
    withParts(
      PARTS,
      `${STUBS}
      run_argv=(sleep 30)
      start_workload && begin_window && await_workload 1 ${kind}
      printf '%s|%s' "$workload_status" "\${run_failures[*]-}"`,
    ).stdout
  expect(run('timeout')).toBe('0|')
  expect(run('late')).toBe('143|the workload did not end within 1 s and was ended')
})

test('a workload that leaves its cgroup, or changes its limits, has a failed run; one that stays, or has a cgroup within, not', () => {
  const ran = (where: string, limit = 'max', seconds = 5) =>
    withParts(
      ['json', 'settings', ...PARTS],
      `${STUBS}
      outside_cgroup=0 observers=''
      cgroup=$state/cgroup; mkdir "$cgroup"; echo memory >"$cgroup/cgroup.controllers"; echo max >"$cgroup/memory.max"
      cgroup_json; run_cgroup=$REPLY
      printf '1:name=x:/\\n0::${where}\\n' | sed "s#CGROUP#$cgroup#" >"$state/told"
      eval "$(declare -f watch_cgroup | sed 's#/proc/$workload_pid/cgroup#$state/told#')"
      workload_pid=1; for ((i = 0; i < ${seconds}; i++)); do watch_cgroup; done
      echo ${limit} >"$cgroup/memory.max"; check_cgroup_limits
      printf '%s' "\${run_failures[*]-}"`,
    ).stdout
  expect(ran('CGROUP')).toBe('')
  expect(ran('CGROUP/inner')).toBe('')
  // what has only just begun, or just ended
  expect(ran('/', 'max', 2)).toBe('')
  expect(ran('/')).toBe('the workload left its cgroup, which then does not count it')
  expect(ran('CGROUP-collectors')).toContain('left its cgroup')
  expect(ran('CGROUP', '4096')).toBe("the limits of the workload's cgroup were changed while it ran")
})

test('a process that stays in the cgroup makes the run a failed one, an empty cgroup does not', () => {
  const ended = (populated: number) =>
    withParts(
      PARTS,
      `${STUBS}
      cgroup=$state/cgroup; mkdir "$cgroup"; printf 'populated ${populated}\\nfrozen 0\\n' >"$cgroup/cgroup.events"
      pause() { :; }
      run_argv=(true)
      start_workload && begin_window && await_workload 0 timeout && end_stragglers
      printf '%s|%s' "$workload_status" "\${run_failures[*]-}"`,
    ).stdout
  expect(ended(0)).toBe('0|')
  expect(ended(1)).toBe('0|processes that the workload started did not end')
})

/** The phases of a run, how its window was chosen, and what failed. */
const windowOf = (command: string, ramp = '') =>
  withParts(
    PARTS,
    `${STUBS}
    ramp_seconds='${ramp}' run_argv=("$BASH" -c '${command}')
    start_workload && begin_window && await_workload 0 timeout && close_window
    window_json
    printf '%s|%s|%s' "$run_phases" "$REPLY" "\${run_failures[*]-}"`,
  ).stdout

test('the window is all of the run, what is left after the ramp, or what the workload marks', () => {
  expect(windowOf('true')).toBe(' measure 1|{"by": "whole", "rampSeconds": null}|')
  expect(windowOf('sleep 3', '1')).toBe(' ramp 1 measure 1|{"by": "ramp", "rampSeconds": 1}|')
  const marked = 'echo x; sleep 1; echo metric phase=measure; sleep 2; echo metric phase=end; sleep 1.5'
  expect(windowOf(marked)).toBe(' ramp 1 measure 1|{"by": "mark", "rampSeconds": null}|')
  // what cannot print them writes them to a file
  expect(windowOf('sleep 1; echo metric phase=measure >>$MGLRU_MARKS; sleep 2.5')).toContain('"mark"')
  // neither a mark within a line nor one after --ramp
  expect(windowOf('echo a metric phase=measure; sleep 1.2')).toContain('"whole"')
})

test('a workload that ends within its ramp is a failed run', () => {
  expect(windowOf('sleep 1.2', '60')).toBe(
    '|{"by": "ramp", "rampSeconds": 60}|the workload ended before its ramp of 60 s did',
  )
})

test('the time that the workload took is recorded', () => {
  const { stdout } = withParts(
    PARTS,
    `${STUBS}
    run_argv=("$BASH" -c 'for ((i = 0; i < 20000; i++)); do :; done; sleep 0.2')
    start_workload && begin_window && await_workload 0 timeout
    end_stragglers; usage_json; printf %s "$REPLY"`,
  )
  const usage = JSON.parse(stdout)
  expect(Number(usage.elapsedNanoseconds)).toBeGreaterThan(200e6)
  expect(usage.userMicroseconds + usage.systemMicroseconds).toBeGreaterThan(0)
})

test('the peak is that of the largest process, whichever of the workload it was', () => {
  const peakOf = (command: string, path = '') =>
    JSON.parse(
      withParts(
        PARTS,
        `${STUBS}
        ${path}
        run_argv=("$BASH" -c '${command}')
        start_workload && begin_window && await_workload 0 timeout
        end_stragglers; usage_json; printf %s "$REPLY"`,
      ).stdout,
    ).peakResidentBytes
  const small = peakOf(':')
  const large = peakOf('(head -c 60000000 /dev/zero | tail -c 50000000 >/dev/null); :')
  expect(small).toBeGreaterThan(1 << 20)
  expect(small).toBeLessThan(30e6)
  expect(large).toBeGreaterThan(50e6)
  expect(large).toBeLessThan(100e6)
  // a machine whose number of getrusage is not known
  expect(peakOf(':', 'HOSTTYPE=vax')).toBeNull()
})

test('standard output and error are kept apart, and what is too long loses its middle', () => {
  const { stdout } = withParts(
    [...PARTS, 'output'],
    `${STUBS}
    run_argv=("$BASH" -c 'echo out; echo err >&2')
    start_workload && begin_window && await_workload 0 timeout
    { echo first; head -c 17000000 /dev/zero; echo last; } >>"$run_dir/workload.stdout"
    keep_output; printf '%s\n' "$run_output"
    head -n 2 "$run_dir/workload.stdout"; tail -c 5 "$run_dir/workload.stdout"; cat "$run_dir/workload.stderr"`,
  )
  const [output = '', ...lines] = stdout.split('\n')
  expect(JSON.parse(output)).toMatchObject([
    { source: 'stdout', file: 'workload.stdout', bytes: 16777216, droppedBytes: 222799 },
    { source: 'stderr', file: 'workload.stderr', bytes: 4, droppedBytes: 0 },
  ])
  expect(lines).toEqual(['out', 'first', 'last', 'err', ''])
})

/** The shell that waits has gone; `before` is what it wrote. */
const afterwards = (before: string) =>
  withParts(
    PARTS,
    `${STUBS}
    ended_file=$state/ended
    : >"$ended_file"
    mkfifo "$state/fifo"
    exec {done_fd}<>"$state/fifo"
    ( ${before} ) &
    wrapper_pid=$!
    watch_window() { :; }
    await_workload 0 timeout
    printf '%s|%s|%s' "$workload_status" "$workload_end" "\${run_failures[*]-}"`,
  ).stdout

test('half a line in the fifo, and a pause, do not make a good run a failed one', () => {
  expect(afterwards('printf en >&"$done_fd"; sleep 2; echo "0 123456" >"$ended_file"')).toBe('0|123456|')
})

test('a shell that was killed before it could write is a failure, and so is half a line of it', () => {
  expect(afterwards('sleep 0.1')).toMatch(/^\|\d+\|the shell that waits for the workload was killed$/)
  expect(afterwards('printf "0 12" >"$ended_file"')).toMatch(/killed$/)
})

test('one experiment at a time: the second says who holds the lock, and the lock ends with its holder', () => {
  const { stdout, stderr } = withParts(
    ['messages', 'state'],
    `
    experiment=/data/first
    ( take_lock; echo held; release=$state/release; while [[ ! -e $release ]]; do sleep 0.1; done ) &
    first=$!
    until [[ -s $state/lock ]]; do sleep 0.05; done
    ( experiment=/data/second; take_lock; echo both ) || echo "refused $?"
    touch "$state/release"; wait "$first"
    # what the holder left behind closes the lock
    ( take_lock; ( release_lock; exec sleep 5 ) & kill -KILL "$BASHPID" ) 2>/dev/null
    ( experiment=/data/third; take_lock; echo free )`,
  )
  expect(stdout).toBe('held\nrefused 2\nfree\n')
  expect(stderr).toMatch(/another run-experiment is running \(process \d+, \/data\/first\); wait for it/)
})
