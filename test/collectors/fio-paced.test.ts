import { spawnSync } from 'node:child_process'
import { expect, test } from '@jest/globals'
import { readFigures } from '../../src/workload/read-figures.js'
import { withParts } from './parts.js'

// The scripts of the paced profiles, with a program in place of fio that answers as it does (3.39, json+).

const WORKLOADS = new URL('../../collectors/workloads/', import.meta.url).pathname

/** A fio that serves `most` reads per second without a pace, and with one at most `paced`; 1 in 4 of its reads takes 9 ms. */
const fio = (most: number, paced: number) => `#!/bin/bash
rate=0
for word; do case $word in --rate_iops=*) rate=\${word#*=} ;; --output=*) out=\${word#*=} ;; esac; done
echo "$*" >>"$TRIED"
/bin/sleep 0.5
iops=${most}
if ((rate)); then iops=$((rate < ${paced} ? rate : ${paced})); fi
cat >"$out" <<END
{
  "fio version" : "fio-3.39",
  "jobs" : [
    {
      "jobname" : "paced",
      "error" : 0,
      "read" : {
        "iops" : $iops.000000,
        "total_ios" : 40,
        "clat_ns" : {
          "mean" : 2000.5,
          "percentile" : {
            "50.000000" : 1000,
            "99.000000" : 9000000
          },
          "bins" : {
            "1000" : 20,
            "3000" : 10,
            "9000000" : 10
          }
        },
        "lat_ns" : {
          "mean" : 2000.5
        }
      },
      "write" : {
        "iops" : 0.000000,
        "total_ios" : 0
      }
    }
  ]
}
END
`
const run = (most: number, paced: number, ...words: string[]) =>
  spawnSync(
    'bash',
    [
      '-c',
      `bin=$(mktemp -d); export TRIED=$bin/tried
      printf '%s' "$FIO" >"$bin/fio"; printf '#!/bin/bash\\nexec /bin/sleep 0.1\\n' >"$bin/sleep"
      chmod +x "$bin"/*; PATH=$bin:$PATH bash ${WORKLOADS}fio-paced.sh ${words.join(' ')}; status=$?
      echo "$(wc -l <"$TRIED") tries" >&2; rm -rf "$bin"; exit $status`,
    ],
    { encoding: 'utf8', env: { ...process.env, FIO: fio(most, paced) }, timeout: 30_000 },
  )

test('the rate is a share of what is reached without a pace, less where that is not served, and a search without an end says so', () => {
  const search = (most: number, paced: number) => {
    const { stdout, stderr } = run(most, paced, '--search', '60', '5', 'file', '10', '10')
    return { rate: Number(stdout), tries: Number(/(\d+) tries/.exec(stderr)?.[1]), said: stderr }
  }
  expect(search(500, 500)).toMatchObject({ rate: 300, tries: 2 })
  // 300 and 225 are not served, 168 are
  expect(search(500, 200)).toMatchObject({ rate: 168, tries: 4 })
  const never = search(500, 10)
  expect(never).toMatchObject({ rate: 94, tries: 5 })
  expect(never.said).toContain('the search did not come to an end: less than 98 % of')
  expect(search(500, 500).said).toContain('without a pace 500 requests/s; of 300 offered 300 were served\n')
  expect(search(500, 500).said).not.toContain('did not come to an end')
})

test('the rate that was found is in the command of every run, and how it was found is said', () => {
  const tuned = (search: string) => {
    const { stdout, stderr } = withParts(
      [],
      `. "$COLLECTORS/profiles/fio-paced.sh"
      COLLECTORS=$state; mkdir "$state/workloads"; printf '%s' '${search}' >"$state/workloads/fio-paced.sh"; cd "$state"
      fio() { :; }; release_lock() { :; }; note() { echo "note $*"; }; stop_experiment() { echo "stop $*"; exit 1; }
      memory_mib=100 timeout_seconds=20 pace=35 cgroup=''
      profile_argv; profile_tune; echo "\${workload_argv[*]:2}"`,
    )
    expect(stderr).toBe('')
    return stdout
  }
  const said =
    'echo "fio: some warning" >&2; echo "fio-paced: the search did not come to an end: $*" >&2; echo 321'
  expect(tuned(said)).toBe(
    'note the search did not come to an end: --search 35 10 tried 50 75\n321 20 5 ../.data/paced 50 75\n',
  )
  expect(tuned('exit 1')).toBe('stop the trial of fio without a pace failed\n')
  expect(tuned('echo x')).toBe('stop the trial of fio gave no rate, but "x"\n')
})

test('what was offered, served and late stands behind the JSON, which has lost its bins alone', () => {
  const { stdout, status } = run(500, 150, '200', '5', '3', 'file', '10', '10')
  expect(status).toBe(0)
  const json = stdout.slice(0, stdout.indexOf('\nmetric '))
  expect(JSON.parse(json).jobs[0].read.clat_ns).toEqual({
    mean: 2000.5,
    percentile: { '50.000000': 1000, '99.000000': 9000000 },
  })
  const figures = Object.fromEntries(
    readFigures([stdout], null).figures.map(({ name, value }) => [name, value]),
  )
  expect(figures).toMatchObject({
    'fio.paced.read.iops': 150,
    'fio.paced.read.clat_p99': 9000000,
    'paced.offered': 200,
    'paced.served': 0.75,
    'paced.late': 0.25,
    'hog.served': expect.any(Number),
  })
  // one per second: none takes longer than that
  expect(run(500, 150, '1', '5', '3', 'file', '10', '10').stdout).toContain('metric paced.late=0.000000')
})

/** A fio whose p99 is 1 ms until the balloon has so many KiB, then 3 ms: each time, or every other time. It wants other blocks each time. */
const SLOWER = `#!/bin/bash
for word; do case $word in --output=*) out=\${word#*=} ;; esac; done
size=$(stat -c %s "\${out%json}balloon/air" 2>/dev/null || echo 0)
echo x >>"$TRIED"
case " $* " in *" --invalidate=0 --randseed=$(wc -l <"$TRIED") "*) ;; *) exit 1 ;; esac
p99=1000000
if ((size >= FROM * 1024)) && { [[ $HOW == always ]] || (($(wc -l <"$TRIED") % 2)); }; then p99=3000000; fi
if ((size >= FROM * 1024)) && [[ $HOW == late ]]; then p99=1000000; wc -l <"$TRIED" >"$MGLRU_CANARY_DIR/outside.ready"; fi
printf '{\\n"read" : {\\n"clat_ns" : {\\n"percentile" : {\\n"99.000000" : %s,\\n"99.900000" : 9\\n}\\n},\\n"lat_ns" : {\\n"99.000000" : 7\\n}\\n}\\n}\\n' $p99 >"$out"
`
const headroom = (from: number, how: string, seconds: number, allowed = '') => {
  const { stdout, stderr, status } = spawnSync(
    'bash',
    [
      '-c',
      `bin=$(mktemp -d); export TRIED=$bin/tried FROM=${from} HOW=${how} MGLRU_CANARY_DIR=$bin; : >"$TRIED"
      printf '%s' "$SLOWER" >"$bin/fio"; printf '#!/bin/bash\\nexec /bin/sleep 0.1\\n' >"$bin/sleep"
      printf '#!/bin/bash\\nshift; exec "$@"\\n' >"$bin/unshare"; printf '#!/bin/bash\\n' >"$bin/mount"; cp "$bin/mount" "$bin/umount"
      chmod +x "$bin"/*; PATH=$bin:$PATH bash ${WORKLOADS}headroom.sh 100 ${seconds} file 10 10 128 ${allowed}; status=$?; rm -rf "$bin"; exit $status`,
    ],
    { encoding: 'utf8', env: { ...process.env, SLOWER }, timeout: 30_000 },
  )
  const figures = Object.fromEntries(
    readFigures([stdout], null).figures.map(({ name, value }) => [name, value]),
  )
  return { figures, stderr, status }
}

test('the balloon grows until the p99 is twice as long twice in a row: first by eight steps, then by one', () => {
  // steps of 128 KiB: 1024, 2048, given back, 1152, 1280
  const { figures, status } = headroom(1280, 'always', 60)
  expect(status).toBe(0)
  expect(figures).toMatchObject({
    'headroom.taken': 1.25,
    'headroom.p99_unloaded': 1e6,
    'headroom.p99_last': 3e6,
    'headroom.ended_by_latency': 1,
    'headroom.ended_by_time': 0,
  })
  expect(figures['headroom.at_least']).toBeUndefined()
})

test('what is allowed is the same in all runs where the plan has it, twice that of the slower condition: a p99 below that ends nothing', () => {
  const { figures } = headroom(1280, 'always', 2, '3000000')
  expect(figures).toMatchObject({ 'headroom.ended_by_time': 1, 'headroom.p99_allowed': 3e6 })
  expect(headroom(1280, 'always', 60, '2999999').figures).toMatchObject({ 'headroom.taken': 1.25 })
  const { stdout, stderr } = withParts(
    [],
    `. "$COLLECTORS/profiles/headroom.sh"
    COLLECTORS=$state; mkdir "$state/workloads"; echo 'echo 321' >"$state/workloads/fio-paced.sh"; cd "$state"
    echo '[[ "$*" == "--unloaded 321 tried 50 12" ]] && cat unloaded' >"$state/workloads/headroom.sh"
    condition_ids=(mglru-off mglru-on)
    apply_condition() { if (($1)); then echo 88576; else echo 216064; fi >unloaded; }; new_workload_cgroup() { :; }
    fio() { :; }; release_lock() { :; }; note() { echo "note $*"; }; stop_experiment() { echo "stop $*"; exit 1; }
    memory_mib=100 timeout_seconds=20 pace=35 cgroup=''
    profile_argv; profile_tune; echo "\${workload_argv[*]:2}"`,
  )
  expect(stderr).toBe('')
  expect(stdout).toBe(
    'note without a balloon 99 % of the reads take less than 216064 ns with mglru-off\n' +
      'note without a balloon 99 % of the reads take less than 88576 ns with mglru-on\n' +
      'note twice the longer, 432128 ns, is allowed in each run\n321 20 ../.data/paced 50 12 512 432128\n',
  )
})

test('what ends it otherwise is said, and when its time is up there is no figure but a least one', () => {
  const canary = headroom(512, 'late', 60).figures
  expect(canary).toMatchObject({ 'headroom.ended_by_canary': 1, 'headroom.ended_by_latency': 0 })
  expect(canary['headroom.taken']).toBeCloseTo(0.5, 6)
  // one slow time is none
  const time = headroom(128, 'sometimes', 2).figures
  expect(time).toMatchObject({ 'headroom.ended_by_time': 1, 'headroom.ended_by_latency': 0 })
  expect(time['headroom.taken']).toBeUndefined()
  expect(time['headroom.at_least']).toBeGreaterThan(0.1)
})

test('a leak that is killed ends with 137, one whose time is up with 0, and what it had is said', () => {
  const leak = (program: string) =>
    spawnSync(
      'bash',
      [
        '-c',
        `bin=$(mktemp -d)
        ${program}
        PATH=$bin:$PATH bash ${WORKLOADS}leak.sh 2 1000000 10; status=$?; rm -rf "$bin"; exit $status`,
      ],
      { encoding: 'utf8', timeout: 30_000 },
    )
  const whole = leak('')
  expect([whole.status, whole.stdout]).toEqual([0, expect.stringContaining('metric leak.bytes=2000000 B\n')])
  expect(whole.stdout).toContain('metric worker.alive=1')
  const killed = leak(
    `printf '#!/bin/bash\\necho 1000000; kill -KILL $$\\n' >"$bin/perl"; chmod +x "$bin/perl"`,
  )
  expect(killed.status).toBe(137)
  expect(killed.stdout).toMatch(/^metric leak\.bytes=1000000 B\nmetric leak\.seconds=\d+ s\n/)
})

test('what headroom reads and its worker fit into the limit before the balloon grows, by half of a percent of it', () => {
  const { stdout } = withParts(
    [],
    `. "$COLLECTORS/profiles/headroom.sh"
    memory_mib=200 timeout_seconds=60; profile_argv; echo "\${workload_argv[*]:2}"`,
  )
  // rate, seconds, file, MiB of the file and of the worker, KiB of a step
  expect(stdout).toBe('100 60 ../.data/paced 100 25 1024\n')
})
