import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { runCli } from '../run-cli.js'
import { temporaryDirectory } from '../temporary.js'

// the scripts as machines run them; recorded experiments in the place of collecting, and words of Slurm that only write down what they are asked

const SCRIPTS = resolve('scripts/fleet')
const LOOPBACK = resolve('bench/fleet/loopback')
const SOURCE = 'fixtures/constructed/blocks'

const work = temporaryDirectory()
const fleet = join(work, 'fleet')
const scratch = join(work, 'scratch')
mkdirSync(join(work, 'recorded'))
for (const name of ['n1', 'n2']) symlinkSync(resolve(SOURCE), join(work, 'recorded', name))

function run(script: string, args: string[], more: NodeJS.ProcessEnv = {}) {
  const { status, stdout, stderr } = spawnSync(script, args, {
    cwd: work,
    encoding: 'utf8',
    timeout: 120_000,
    env: {
      ...process.env,
      MGLRU_REPORT: `${process.execPath} ${resolve('dist/main.js')}`,
      FLEET_COLLECT: join(LOOPBACK, 'recorded'),
      FLEET_RECORDED: join(work, 'recorded'),
      FLEET_SCRATCH: scratch,
      XDG_CACHE_HOME: join(work, 'cache'),
      ...more,
    },
  })
  return { status, stdout, stderr }
}

const machine = (name: string) => run(join(SCRIPTS, 'machine'), [name, fleet, '--blocks', '2'])
const state = (name: string) => readFileSync(join(fleet, name, 'state'), 'utf8').trimEnd()

function list(...names: string[]): string {
  const path = join(work, 'machines')
  writeFileSync(path, names.map((name) => `${name}\n`).join(''))
  return path
}

test('every script parses', () => {
  for (const place of [SCRIPTS, LOOPBACK])
    for (const name of readdirSync(place))
      expect({
        name,
        stderr: spawnSync('bash', ['-n', join(place, name)], { encoding: 'utf8' }).stderr,
      }).toEqual({
        name,
        stderr: '',
      })
})

describe('machines and their answer', () => {
  const FAILED = 'collecting failed, exit code 1: run-experiment: this machine has no swap'
  const ran = new Map<string, ReturnType<typeof machine>>()
  beforeAll(() => {
    // an experiment of which one run is there, as when a task was requeued
    const begun = join(scratch, 'n2')
    mkdirSync(join(begun, '.resume'), { recursive: true })
    writeFileSync(join(begun, '.resume/options'), '')
    mkdirSync(join(begun, 'runs'))
    cpSync(join(SOURCE, 'runs/b01-1-mglru-off'), join(begun, 'runs/b01-1-mglru-off'), { recursive: true })
    for (const name of ['n1', 'n2', 'n3']) ran.set(name, machine(name))
  })

  test('one that collects, one that goes on with what it had, and one that fails and says why', () => {
    for (const name of ['n1', 'n2']) {
      expect(ran.get(name)).toMatchObject({ status: 0, stderr: '' })
      expect(ran.get(name)?.stdout).toMatch(new RegExp(`^${name}: done, \\d+ bytes\n$`))
      expect(state(name)).toBe('done')
    }
    const [first, second] = ['n1', 'n2'].map((name) => readFileSync(join(fleet, name, 'runs.reduced')))
    expect(second?.equals(first as Buffer)).toBe(true)
    expect(ran.get('n3')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining(`n3: ${FAILED}`),
    })
    expect(state('n3')).toContain(FAILED)
  })

  test('a second try that fails leaves no answer of the first', () => {
    expect(machine('n4').status).toBe(1)
    writeFileSync(join(fleet, 'n4/runs.reduced'), 'of an earlier try')
    expect(machine('n4').status).toBe(1)
    expect(existsSync(join(fleet, 'n4/runs.reduced'))).toBe(false)
  })

  test('a name that is a path is refused', () => {
    expect(machine('../n1')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('expected a name of letters'),
    })
  })

  test('the answer has the bytes of one machine, and names every one that is missing', async () => {
    mkdirSync(join(fleet, 'n5'))
    writeFileSync(join(fleet, 'n5/state'), 'reducing\n')
    // the last line of a list may end without its end
    const machines = list()
    writeFileSync(machines, 'n1\nn3\nn5\nn6')
    const { status, stdout, stderr } = run(join(SCRIPTS, 'answer'), [machines, fleet])
    expect([status, stdout]).toEqual([1, '1 of 4 machines\n'])
    expect(stderr).toMatch(/^n3: missing: collecting failed, exit code 1/)
    expect(stderr).toContain('n5: missing: ended while reducing\nn6: missing: never began\n')
    expect(stderr).toContain('pool: expected reports of at least 3 machines, found 1')
    const one = join(work, 'one')
    expect(await runCli('analyze', SOURCE, '-o', one, '-q')).toMatchObject({ code: 0 })
    const files = readdirSync(one, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.\w+$/.test(name),
    )
    expect(files.length).toBeGreaterThan(5)
    for (const name of files)
      expect({
        name,
        same: readFileSync(join(one, name)).equals(readFileSync(join(fleet, 'reports/n1', name))),
      }).toEqual({
        name,
        same: true,
      })
    expect(existsSync(join(fleet, 'reports/index.html'))).toBe(true)
    // all are there, as far as a program goes that says yes to everything
    const yes = { MGLRU_REPORT: 'true' }
    expect(run(join(SCRIPTS, 'answer'), [list('n1'), fleet], yes)).toMatchObject({ status: 0, stderr: '' })
    expect(run(join(SCRIPTS, 'answer'), [list('n3'), fleet])).toMatchObject({
      status: 2,
      stdout: '0 of 1 machines\n',
    })
  })
})

describe('submit', () => {
  const bin = join(work, 'bin')
  mkdirSync(bin)
  for (const name of ['sbatch', 'scontrol', 'scancel']) {
    writeFileSync(
      join(bin, name),
      `#!/bin/bash\necho "${name} $*" >>"$CALLS"\ncase "$*" in *--hold*) echo 7 ;; *--dependency*) echo 8 ;; *=missing) exit 1 ;; esac\n`,
    )
    chmodSync(join(bin, name), 0o755)
  }
  const submit = (...names: string[]) => {
    const calls = join(temporaryDirectory(), 'calls')
    writeFileSync(calls, '')
    const done = run(join(SCRIPTS, 'submit'), [list(...names), fleet, '--blocks', '2'], {
      PATH: `${bin}:${process.env['PATH']}`,
      CALLS: calls,
      FLEET_SBATCH: '--partition=test',
    })
    return { ...done, calls: readFileSync(calls, 'utf8').trimEnd().split('\n') }
  }

  test('holds the array, pins each task to its node, lets the answer wait for all, and releases', () => {
    const { status, stdout, calls } = submit('n1', 'n2')
    expect([status, stdout]).toEqual([0, '7 8\n'])
    expect(calls).toEqual([
      expect.stringMatching(
        /^sbatch --parsable --hold --array=1-2 --chdir=\S+ --partition=test \S+\/array\.sbatch \S+\/machines \S+\/fleet --blocks 2$/,
      ),
      'scontrol update JobId=7_1 ReqNodeList=n1',
      'scontrol update JobId=7_2 ReqNodeList=n2',
      expect.stringMatching(
        /^sbatch --parsable --dependency=afterany:7 .*\/answer \S+\/machines \S+\/fleet$/,
      ),
      'scontrol release 7',
    ])
  })

  test('a node that is not there: the array is cancelled, and the line of the list is named', () => {
    const { status, stderr, calls } = submit('n1', 'missing')
    expect([status, calls.at(-1)]).toEqual([2, 'scancel 7'])
    expect(stderr).toContain('machines:2: expected a node of this cluster, found missing; correct the list')
  })

  test.each([[[]], [['n1', 'n2', 'n1']]])('a list of %j is refused before anything is submitted', (names) => {
    const { status, stderr, calls } = submit(...names)
    expect([status, calls]).toEqual([2, ['']])
    expect(stderr).toContain('machines:1: expected names of nodes, one a line, each once')
  })

  test('a task on another node than its own does nothing', () => {
    const task = { SLURM_ARRAY_TASK_ID: '2', SLURMD_NODENAME: 'n1', FLEET_SCRIPTS: SCRIPTS }
    expect(run(join(SCRIPTS, 'array.sbatch'), [list('n1', 'n2'), fleet], task)).toMatchObject({
      status: 2,
      stderr: 'task 2: expected to run on n2, runs on n1; start it with submit\n',
    })
  })
})

test('over-ssh refuses a line that is no name before it logs in', () => {
  expect(run(join(SCRIPTS, 'over-ssh'), [list('n1', '-oProxyCommand=x'), fleet])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('machines:2: expected a name that ssh knows'),
  })
})

test.each([
  ['slurm', 'munge slurm-client slurmctld slurmd'],
  ['parallel', 'openssh-client openssh-server parallel rsync'],
])('the loopback by %s names what is missing here, and ends with 77', (name, packages) => {
  const empty = temporaryDirectory()
  for (const program of ['bash', 'dirname', 'readlink', 'sort', 'tr'])
    symlinkSync(`/usr/bin/${program}`, join(empty, program))
  const { status, stderr } = run(join(LOOPBACK, name), [], { PATH: empty, FLEET_SBIN: '' })
  expect([status, stderr.trim()]).toEqual([
    77,
    `missing here. On Debian or Ubuntu: apt-get install --no-install-recommends ${packages}`,
  ])
})
