import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { readFigures } from '../../src/workload/read-figures.js'
import { withParts } from './parts.js'

/** Names of figures that the collector finds in what a workload printed. */
function figures(text: string): string[] {
  const { stdout } = spawnSync('awk', ['-f', 'collectors/experiment/figures.awk'], {
    input: text,
    encoding: 'utf8',
  })
  return stdout.split('\n').filter((line) => line !== '')
}

test('the names of figures are those of the analysis', () => {
  expect(
    figures('metric copies=12.5 better=higher\nmetric phase=measure\nmetric n=nan\n metric x=1\n'),
  ).toEqual(['copies'])
  const redis =
    '"test","rps","avg_latency_ms","min_latency_ms","p50_latency_ms"\n"GET","5076.14","0.734","0.032","0.143"\n'
  expect(figures(redis)).toEqual(['rps', 'avg', 'p50'].map((key) => `redis-benchmark.get.${key}`))
  expect(figures('BenchmarkSort-2   100   1234 ns/op   56 B/op\n')).toEqual([
    'go.BenchmarkSort-2.ns-op',
    'go.BenchmarkSort-2.B-op',
  ])
  expect(
    figures('[OVERALL], Throughput(ops/sec), 12.5\n[READ], 99thPercentileLatency(us), 7\n[READ], Min, x\n'),
  ).toEqual(['ycsb.overall.throughput', 'ycsb.read.p99'])
  expect(figures(`${'x'.repeat(30_000)}\n`)).toEqual([])
})

// Formats whose names the collector knows (FORMATS_KNOWN of figures.sh), in the outputs that the analysis is tested with.
const OUTPUTS = 'fixtures/formats/workload-output'
const KNOWN = ['metric', 'fio', 'redis-benchmark', 'go', 'ycsb', 'sysbench']
test.each(readdirSync(OUTPUTS).filter((name) => !name.endsWith('.expected.json')))(
  '%s: what the collector finds has a value in the analysis, and all of it is found',
  (name) => {
    const text = readFileSync(`${OUTPUTS}/${name}`, 'utf8')
    const read = readFigures([text], null).figures.filter(({ reader }) => KNOWN.includes(reader))
    const names = read.map((one) => one.name)
    const found = figures(text)
    expect(found.filter((one) => !names.includes(one))).toEqual([])
    expect(
      read.filter((one) => one.value !== null && !found.includes(one.name)).map((one) => one.name),
    ).toEqual([])
  },
)

test('of fio those of directions with I/O', () => {
  const side = (name: string, ios: number) =>
    `      "${name}" : {\n        "iops" : 1.5,\n        "total_ios" : ${ios},\n        "clat_ns" : {\n          "percentile" : {\n            "99.000000" : 7,\n            "99.900000" : 8\n          }\n        },\n        "lat_ns" : {\n        }\n      },\n`
  const text = `{\n  "fio version" : "fio-3.39",\n  "jobs" : [\n    {\n      "jobname" : "my job",\n${side('read', 10)}${side('write', 0)}`
  expect(figures(text)).toEqual(['iops', 'clat_p99', 'clat_p99.9'].map((key) => `fio.my-job.read.${key}`))
})

const PARTS = ['messages', 'primary']
const specification = (text: string) => {
  const { status, stdout, stderr } = withParts(
    PARTS,
    `primary_spec '${text}'; split_primary "$REPLY"; printf '%s|%s|%s' "$metric" "$relative" "$absolute"`,
  )
  return status === 0 ? stdout : stderr
}

test('a figure of the workload is a primary metric with its smallest effect of interest', () => {
  expect(specification('workload:fio.zipf.read.iops:3%')).toBe('workload:fio.zipf.read.iops|0.03|')
  expect(specification('workload:copies:0.05:2')).toBe('workload:copies|0.05|2')
  expect(specification('major-fault-rate')).toBe('major-fault-rate||')
  expect(specification('swap-in-rate:2.5%:1')).toBe('swap-in-rate|0.025|1')
  expect(specification('workload:copies')).toContain(
    'expected the smallest effect of interest of workload:copies behind it',
  )
  for (const text of ['workload:', 'a:b', 'workload:a[$(touch pwned)]:1%', 'x:1:2:3'])
    expect(specification(text)).toContain('--primary: expected METRIC')
})

/** What follows from the output of the first run, for a primary figure. */
const checked = (printed: string, primary: string, format = '', before = '') =>
  withParts(
    ['messages', 'primary', 'figures'],
    `${before}
    experiment=$state run_id=w01 workload_format='${format}' workload_argv=(x) primary_metrics=('${primary}')
    mkdir -p "$state/runs/w01"; printf '${printed}' >"$state/runs/w01/workload.stdout"; : >"$state/runs/w01/workload.stderr"
    check_figures && echo went on`,
  )

test('a figure that the first run did not print ends the experiment, with what it printed', () => {
  expect(checked('metric copies=1\\n', 'workload:copies:0.05').stdout).toBe('went on\n')
  expect(checked('', 'major-fault-rate').stdout).toBe('went on\n')
  const missing = checked('metric copies=1\\nmetric other=2\\n', 'workload:copie:0.05')
  expect(missing.status).toBe(2)
  expect(missing.stderr).toContain(
    'workload:copie is not in what the workload printed in its first run; it printed: workload:copies workload:other',
  )
  expect(checked('hello\\n', 'workload:copies:0.05').stderr).toContain(
    'no figure in a format that is known here',
  )
  expect(checked('{}', 'workload:a.b:0.05', 'hyperfine').stderr).toContain('they are not checked here')
})

test('where the profile knows why its figure is not there, the experiment goes on, and that is said', () => {
  const headroom = (printed: string, primary = 'workload:headroom.taken:5%') =>
    checked(printed, primary, '', '. "$COLLECTORS/profiles/headroom.sh"')
  const { stdout, stderr } = headroom('metric headroom.at_least=40 MiB\\n')
  expect(stdout).toContain('went on')
  expect(stdout + stderr).toContain('the first run: the limit or the time came before anything suffered')
  expect(headroom('metric headroom.other=40 MiB\\n').status).toBe(2)
  expect(headroom('metric headroom.at_least=40 MiB\\n', 'workload:copies:5%').status).toBe(2)
})

test('the version of a workload is that of its program, not of the shell that runs a script of a profile', () => {
  const tool = (argv: string, programs: string) =>
    withParts(
      ['identity'],
      `gcc() { echo 'gcc (Debian) 12.2.0'; echo more; }
      workload_argv=(${argv}) profile_programs='${programs}' workload_cwd=/; read_workload_tool; printf %s "$workload_tool"`,
    ).stdout
  expect(tool('"$BASH" build.sh', 'gcc make')).toBe('gcc (Debian) 12.2.0')
  expect(tool('gcc x.c', '')).toBe('gcc (Debian) 12.2.0')
  expect(tool('"$BASH" mine.sh', '')).toMatch(/^sha256 [0-9a-f]{16}$/)
})

test('a run that failed is recorded again, and each attempt is kept', () => {
  const attempts = (failing: number, retries: number) =>
    withParts(
      ['messages', 'attempts'],
      `experiment=$state retries=${retries} streams_attached=yes made=0
      check_disk() { :; }
      record_run() { made=$((made + 1)); run_failures=(); if ((made <= ${failing})); then run_failures=('no'); fi; mkdir -p "$state/runs/$1"; }
      record_with_retries b01-1-a measured 1 1 a 2>/dev/null
      echo "$made $run_attempt \${#run_failures[@]}"; ls -A "$state/runs"`,
    )
      .stdout.trimEnd()
      .split('\n')
  expect(attempts(0, 2)).toEqual(['1 1 0', 'b01-1-a'])
  expect(attempts(1, 2)).toEqual(['2 2 0', '.failed-b01-1-a.1', 'b01-1-a'])
  expect(attempts(9, 2)).toEqual(['3 3 1', '.failed-b01-1-a.1', '.failed-b01-1-a.2', 'b01-1-a'])
  expect(attempts(9, 0)).toEqual(['1 1 1', 'b01-1-a'])
})

test('kernels are conditions, and a boot is for the run that the plan has next', () => {
  const boot = (running: string, recorded: string) => {
    const { status, stdout, stderr } = withParts(
      [
        'messages',
        'json',
        'options',
        'settings',
        'cgroup',
        'primary',
        'conditions',
        'named-conditions',
        'kernels',
        'looks',
        'plan',
      ],
      `parse_options --kernels 6.1.0-56-amd64,6.12.118+deb13 --conditions on --blocks 2 --seed x
      thp=keep experiment=$state mode=resume kernel_release='${running}' boot_hash=0123
      parse_looks ''; parse_conditions "$conditions_text" 0; make_plan; look_end=2
      mkdir -p "$state/.resume" "$state/runs"
      for id in ${recorded}; do mkdir "$state/runs/$id"; echo '{"bootId": "4567"}' >"$state/runs/$id/run.json"; done
      record_with_retries() { echo "record $*"; mkdir -p "$state/runs/$1"; echo "{\\"bootId\\": \\"0123\\"}" >"$state/runs/$1/run.json"; run_failures=(); }
      check_figures() { :; }
      for i in 0 1; do echo "\${condition_ids[i]} \${condition_settings[i]}"; done
      record_boot; cat "$state/.resume/next"
      ( record_boot )`,
    )
    return { status, lines: stdout.trimEnd().split('\n'), said: stderr }
  }
  const first = boot('6.12.118+deb13', '')
  const other = boot('6.1.0-56-amd64', '')
  expect(first.lines.slice(0, 2)).toEqual([
    'linux-6.1.0-56-amd64 kernel=6.1.0-56-amd64 lru_gen.enabled=0x0007',
    'linux-6.12.118-deb13 kernel=6.12.118+deb13 lru_gen.enabled=0x0007',
  ])
  const isRight = ({ lines }: { lines: string[] }) => lines.some((line) => line.startsWith('record'))
  expect([first, other].filter(isRight)).toHaveLength(1)
  const [right, wrong] = isRight(first) ? [first, other] : [other, first]
  const recorded = right.lines.filter((line) => line.startsWith('record'))
  expect(recorded.map((line) => line.replaceAll(/linux\S+/g, 'C'))).toEqual([
    'record w01-C warmup - - C',
    'record b01-1-C measured 1 1 C',
  ])
  // the same boot does not record the next one
  expect(right.said).toMatch(/boot Linux 6\.1\S* next \(3 boots are left\)/)
  expect(right.said).toMatch(/this boot has recorded a run already|the plan has Linux \S+ next/)
  expect(wrong.status).toBe(2)
  expect(wrong.said).toMatch(
    /--this-boot: the plan has Linux 6\.1\S+ next, this is 6\.1\S+; nothing was recorded/,
  )
})

test.each([
  ['6.1.0', '--kernels: expected two releases'],
  ['6.1.0,6.1.0', '--kernels: expected two releases'],
  ['6.1.0,$(id)', '--kernels: expected a release as uname -r prints it'],
])('--kernels %s is refused', (kernels, sentence) => {
  const { status, stderr } = withParts(
    ['messages', 'settings', 'cgroup', 'conditions', 'kernels'],
    `parse_kernels '${kernels}' '' ''`,
  )
  expect(stderr).toContain(sentence)
  expect(status).toBe(2)
})

test.each([
  ['a:sysctl:vm.dirty_ratio=10', 'b:sysctl:vm.dirty_ratio=40', '/proc/sys/vm/dirty_ratio'],
  ['a:file:/sys/kernel/mm/ksm/run=0', 'b:file:/sys/kernel/mm/ksm/run=1', '/sys/kernel/mm/ksm/run'],
  ['a:memory.high=10M', 'b:memory.high=max', '/cg/memory.high'],
  ['a:cgroup:memory.oom.group=0', 'b:cgroup:memory.oom.group=1', '/cg/memory.oom.group'],
])('%s and %s: any file of the kernel or of the cgroup', (first, second, file) => {
  const { stdout, stderr } = withParts(
    ['messages', 'json', 'options', 'settings', 'cgroup', 'primary', 'conditions', 'named-conditions'],
    `parse_options --condition '${first}' --condition '${second}'
    thp=keep cgroup=/cg
    parse_conditions "$conditions_text" 0; find_cgroup_need
    word=\${condition_settings[0]%% *}; setting_path "\${word%%=*}"; echo "$REPLY \${cgroup_needed_by:+needs a cgroup}"`,
  )
  expect(stderr).toBe('')
  expect(stdout.trim()).toBe(file.startsWith('/cg') ? `${file} needs a cgroup` : file)
})

test.each([
  ['swapiness=1', 'nearest: swappiness, vm.swappiness'],
  ['file:/etc/passwd=1', 'expected file:PATH with a path under /sys or /proc/sys'],
  ['file:/sys/../etc/passwd=1', 'expected file:PATH'],
  ['sysctl:vm=1', 'expected sysctl:NAME'],
  ['cgroup:cgroup.procs=1', 'expected cgroup:NAME'],
  ['swappiness=300', 'expected vm.swappiness to be from 0 to 200, found 300'],
  ['zram.compressor=lz4', 'is recorded and cannot be set'],
  ['memory.high=much', 'expected a number of bytes'],
])('--condition a:%s is refused', (setting, sentence) => {
  const { status, stderr } = withParts(
    ['messages', 'json', 'options', 'settings', 'cgroup', 'primary', 'conditions', 'named-conditions'],
    `parse_options --condition 'a:${setting}' --condition 'b:${setting}'
    thp=keep
    parse_conditions "$conditions_text" 0`,
  )
  expect(stderr).toContain(sentence)
  expect(status).toBe(2)
})

test('the counters of the workload’s cgroup are one sample each, whatever files there are', () => {
  const { stdout, stderr } = withParts(
    [],
    `cgroup=$state/cg; mkdir "$cgroup"
    for stream in stat pressure events; do . "$COLLECTORS/streams/cgroup-$stream.sh"; done
    for stream in stat pressure events; do "sample_cgroup_$stream"; echo "$REPLY"; done
    printf 'anon 4096\\npgscan 7\\n' >"$cgroup/memory.stat"; printf 'usage_usec 12\\n' >"$cgroup/cpu.stat"; : >"$cgroup/memory.events.local"
    echo 8192 >"$cgroup/memory.peak"; printf '254:0 rbytes=1 rios=2\\n254:16 \\n7:0 odd=a"b cost.usage=3\\n' >"$cgroup/io.stat"
    printf 'some avg10=0.00 total=5\\nfull avg10=1.50 total=4\\n' >"$cgroup/memory.pressure"
    printf 'low 0\\nmax 3\\n' >"$cgroup/memory.events"; printf 'populated 1\\n' >"$cgroup/cgroup.events"
    for stream in stat pressure events; do "sample_cgroup_$stream"; echo "$REPLY"; done`,
  )
  expect(stderr).toBe('')
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    {},
    {},
    {},
    {
      'memory.stat.anon': 4096,
      'memory.stat.pgscan': 7,
      'cpu.stat.usage_usec': 12,
      'memory.peak': 8192,
      'io.stat.254:0.rbytes': 1,
      'io.stat.254:0.rios': 2,
      'io.stat.7:0.cost.usage': 3,
    },
    { 'memory.some.avg10': 0, 'memory.some.total': 5, 'memory.full.avg10': 1.5, 'memory.full.total': 4 },
    { 'memory.events.low': 0, 'memory.events.max': 3, 'cgroup.events.populated': 1 },
  ])
})

/** The cgroups on a machine whose cgroup root is a plain directory with these controllers; null: no cgroup v2. */
const cgroups = (controllers: string | null, options = '') => {
  const { stdout, stderr } = withParts(
    ['messages', 'json', 'settings', 'state'],
    `. <(sed "s|/sys/fs/cgroup|$state/cg|" "$EXPERIMENT_LIB/cgroup.sh")
    declare -A stream_impossible=() stream_program=()
    stream_ids=(vmstat cgroup-stat) memory_max='' cgroup_needed_by='' memory_bytes=400000000 condition_settings=('' '')
    mkdir "$state/cg"; ${controllers === null ? ':' : `echo '${controllers}' >"$state/cg/cgroup.controllers"; : >"$state/cg/cgroup.subtree_control"`}
    ${options}
    if make_cgroups; then cgroup_json; echo "went on \${#stream_impossible[@]} $REPLY"; else echo "$REPLY"; fi
    sed "s|$state||" "$STATE_FILE" 2>/dev/null`,
  )
  return {
    lines: stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/report-\d+/g, 'report-1')),
    said: stderr,
  }
}

test('without cgroup v2 the experiment goes on and says so, unless something needs it', () => {
  const without = cgroups(null)
  expect(without.lines).toEqual(['went on 1 null'])
  expect(without.said).toContain('what is counted of the workload alone is not recorded')
  expect(cgroups(null, 'cgroup_needed_by=--memory-max').lines[0]).toMatch(/^--memory-max: no cgroup v2 at /)
  expect(cgroups('cpu io', 'cgroup_needed_by=memory.high').lines[0]).toMatch(
    /^memory\.high: the memory controller cannot be switched on/,
  )
})

test('controllers are noted before they are switched on, and both cgroups are removed by a restore', () => {
  const { lines } = cgroups('cpu io memory')
  expect(lines[0]).toMatch(
    /^went on 0 \{"path": "\/mglru-report-1", .*"collectors": \{"path": "\/mglru-report-1-collectors", "memoryMinBytes": 100000000\}\}$/,
  )
  expect(lines.slice(1).map((line) => line.split('\t'))).toEqual([
    ['write', '-memory', '/cg/cgroup.subtree_control'],
    ['write', '-io', '/cg/cgroup.subtree_control'],
    ['cgroup', '/cg/mglru-report-1'],
    ['cgroup', '/cg/mglru-report-1-collectors'],
  ])
})
