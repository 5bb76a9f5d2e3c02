import { expect, test } from '@jest/globals'
import { withParts } from './parts.js'

const PARTS = [
  'messages',
  'options',
  'settings',
  'cgroup',
  'primary',
  'conditions',
  'named-conditions',
  'looks',
  'plan',
  'identity',
  'resume',
]

/** An experiment whose .resume was written by save_resume; `change` is done to it before it is loaded. */
function resumed(change: string, after = 'echo "loaded $blocks $seed"') {
  const { status, stdout, stderr } = withParts(
    PARTS,
    `
    experiment=$state/x; mkdir "$experiment"; echo '{}' >"$experiment/experiment.json"
    parse_options --looks 8,12 --seed 'it = 1' --conditions 0x1,on --swappiness 10
    experiment=$state/x experiment_id=x profile=seed timeout_seconds=60 thp=keep default_ttl=0 limit_seconds=300 limit_kind=late
    profile_prepare=() profile_programs='' profile_accept_status='0 2' profile_needs_swap='' profile_swap='' profile_disk_mib=0 workload_cwd='' stream_ids=(vmstat)
    workload_argv=(stress-ng --vm 1)
    parse_looks "$looks_text"
    read_kernel
    save_resume
    blocks=0 seed=none
    ${change}
    load_resume
    ${after}`,
  )
  return { status, stdout, stderr: stderr.trim() }
}

const set = (key: string, value: string) =>
  `sed -i 's|^${key}=.*|${key}=${value}|' "$experiment/.resume/options"`

test('what was saved comes back', () => {
  expect(resumed('')).toEqual({ status: 0, stdout: 'loaded 12 it = 1\n', stderr: '' })
})

test.each([
  [set('blocks', 'a[$(touch pwned)]'), 'expected blocks to match [1-9][0-9]{0,3}, found "a[$(touch pwned)]"'],
  [set('untraced_runs', 'x'), 'expected untraced_runs to match'],
  [set('limit_seconds', 'a[$(touch pwned)]'), 'expected limit_seconds to match'],
  [set('conditions_text', 'off,$(id)'), 'expected conditions_text to match'],
  [
    set('plan_algorithm', 'sha256-blocks-3'),
    'its plan was drawn by sha256-blocks-3, these collectors draw by',
  ],
  [
    'sed -i /^plan_algorithm=/d "$experiment/.resume/options"',
    'it was begun by collectors that draw another plan',
  ],
  ['echo "x\\$(id)" >"$experiment/.resume/streams"', 'expected letters, digits'],
  ['echo " " >>"$experiment/experiment.json"', 'experiment.json was changed since the experiment began'],
  ['rm -r "$experiment/.resume"', 'expected an experiment that run-experiment began'],
  [set('kernel_release', '5.10.0-1'), 'its runs are from Linux 5.10.0-1 ('],
  [set('boot_hash', '0123456789abcdef'), 'the machine was booted again since'],
])('%s is refused: %s', (change, sentence) => {
  const { status, stdout, stderr } = resumed(change)
  expect(stderr).toContain(sentence)
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
})

test('another boot is accepted where that is asked for, another kernel is not', () => {
  expect(resumed(`${set('boot_hash', '0123456789abcdef')}; other_boot=yes`).status).toBe(0)
  expect(resumed(`${set('kernel_build', '#2 SMP')}; other_boot=yes`).status).toBe(2)
})

const versions = (bpftrace: string, tool: string) =>
  `declare -A tool_versions=([bpftrace]='${bpftrace}' [perf]='' [stress-ng]='stress-ng, version 0.19.02'); workload_tool='${tool}'`

/** Saved with one version of the programs, gone on with another. */
const withTools = (bpftrace: string, tool: string, between = '') =>
  resumed(
    `${versions('bpftrace v0.23.2', 'fio-3.39')}; blocks=12 seed=x; check_same_tools; save_resume; recorded_with=x; ${between}`,
    `${versions(bpftrace, tool)}; check_same_tools; echo "goes on"`,
  )

test('other versions of what records, or of the workload, are refused', () => {
  expect(withTools('bpftrace v0.23.2', 'fio-3.39')).toEqual({ status: 0, stdout: 'goes on\n', stderr: '' })
  const other = withTools('bpftrace v0.24.0', 'fio-3.39')
  expect(other.status).toBe(1)
  expect(other.stderr).toMatch(
    /were recorded with \(.*fio-3\.39; bpftrace: bpftrace v0\.23\.2; perf: none; .*\), now there is \(.*bpftrace v0\.24\.0; /,
  )
  expect(withTools('bpftrace v0.23.2', 'fio-3.40').status).toBe(1)
})

test('an experiment that does not say what recorded it goes on, and so does one that compares kernels', () => {
  const forgotten = 'sed -i /^recorded_with=/d "$experiment/.resume/options"'
  expect(withTools('bpftrace v0.24.0', 'fio-3.39', forgotten).stdout).toBe('goes on\n')
  const kernels = `${set('conditions_text', 'kernels:6.1,6.12')}; this_boot=6.1`
  expect(withTools('bpftrace v0.24.0', 'fio-3.39', kernels).stdout).toBe('goes on\n')
})

test('recording goes on to the first look that is not reached, or to the one that is asked for', () => {
  // each in a shell of its own: so many blocks are recorded, and this look is asked for
  const cases: [recorded: number, asked: string, said: string][] = [
    [0, '', 'look 1 of 2, 8 blocks, 17 runs'],
    [7, '', 'look 1 of 2, 8 blocks, 17 runs'],
    [8, '', 'look 2 of 2, 12 blocks, 25 runs'],
    [8, '2', 'look 2 of 2, 12 blocks, 25 runs'],
    [3, '2', 'look 2 of 2, 12 blocks, 25 runs'],
    [12, '', 'look 2 of 2, 12 blocks, 25 runs'],
    [8, '1', 'look 1 of 2 has been reached already; the next is look 2'],
  ]
  const { stdout } = resumed(
    '',
    `
    parse_looks "$looks_text"; parse_conditions "$conditions_text" 0; make_plan
    # blocks recorded, the look that is asked for
    look() (
      rm -rf "$experiment/runs"
      runs_to "$1"
      if (($1)); then
        names=("\${planned_to[@]%% *}")
        mkdir -p "\${names[@]/#/$experiment/runs/}"
        for name in "\${names[@]}"; do : >"$experiment/runs/$name/run.json"; done
      fi
      choose_look "$2"; runs_to "$look_end"
      echo "look $((look_index + 1)) of \${#look_blocks[@]}, $look_end blocks, \${#planned_to[@]} runs"
    )
    for one in ${cases.map(([recorded, asked]) => `'${recorded} ${asked}'`).join(' ')}; do
      look "\${one% *}" "\${one#* }" 2>&1
    done`,
  )
  const said = stdout.trimEnd().split('\n')
  expect(said.slice(0, -1)).toEqual(cases.slice(0, -1).map(([, , one]) => one))
  expect(said.at(-1)).toContain(cases.at(-1)?.[2])
})

test('the warm-up is repeated with the condition of the run before, under a number of its own', () => {
  const { stdout } = resumed(
    '',
    `
    parse_looks "$looks_text"; parse_conditions "$conditions_text" 0; make_plan; runs_to 8
    run_failures=()
    record_run() { echo "$*"; mkdir -p "$experiment/runs/$1"; }
    repeat_warmup "\${planned_to[0]}"
    repeat_warmup "\${planned_to[5]}"; repeat_warmup "\${planned_to[5]}"
    echo "\${planned_to[4]##* }"`,
  )
  const lines = stdout.trimEnd().split('\n')
  const condition = lines.pop()
  expect(lines).toEqual([
    `w02-${condition} warmup - - ${condition}`,
    `w03-${condition} warmup - - ${condition}`,
  ])
})
