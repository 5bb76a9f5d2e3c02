import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from '@jest/globals'
import { temporaryDirectory } from '../temporary.js'

const VERSION = JSON.parse(readFileSync('package.json', 'utf8')).version
const has = (program: string) => spawnSync(program, ['--version']).error === undefined
const make = has('make') ? test : test.skip
const deb = has('make') && has('dpkg-deb') ? test : test.skip
const paths = (directory: string) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => relative(directory, join(one.parentPath, one.name)))
    .sort()
const files = (directory: string) =>
  readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((one) => !one.isDirectory())
    .map((one) => one.name)

make('installed under a prefix the collectors run, and nothing is left when they are taken away', () => {
  const prefix = temporaryDirectory()
  execFileSync('make', ['-s', '-C', 'collectors', 'install', `PREFIX=${prefix}`])
  const collect = join(prefix, 'bin/mglru-collect')
  expect(execFileSync(collect, ['--version'], { encoding: 'utf8' })).toContain(VERSION)
  expect(execFileSync(collect, ['--list'], { encoding: 'utf8' })).toContain('swap-thrash')
  expect(files(prefix)).toEqual(
    expect.arrayContaining(['mglru-collect.1.gz', 'page-faults.bt', 'preflight.sh']),
  )
  // what a checkout has beside the lab is there, down to the last file
  const ours = paths('collectors').filter(
    (path) => /^run-experiment$|\//.test(path) && !/^(?:lab|package)\//.test(path),
  )
  const share = join(prefix, 'share/mglru-collect')
  expect(paths(share)).toEqual(ours)
  const plan = spawnSync(
    collect,
    ['--dry-run', '--condition', 'a:vm.swappiness=10', '--condition', 'b:vm.swappiness=60', '--', 'true'],
    { encoding: 'utf8' },
  )
  expect([plan.status, plan.stderr]).toEqual([0, expect.not.stringContaining('unknown')])
  execFileSync('make', ['-s', '-C', 'collectors', 'uninstall', `PREFIX=${prefix}`])
  expect(files(prefix)).toEqual([])
})

deb(
  'the Debian package is the same bytes each time, has what it needs, and lintian has nothing to say',
  () => {
    const [first, second] = [temporaryDirectory(), temporaryDirectory()]
    for (const out of [first, second])
      execFileSync('make', ['-s', '-C', 'collectors', 'deb', `OUT=${out}`], { stdio: 'ignore' })
    const [name = '', ...others] = readdirSync(first)
    expect(others).toEqual([])
    // with a compiler its programs are in it, so that it is of one architecture
    const built = has('cc') || has('gcc') || has('clang')
    expect(name).toMatch(
      new RegExp(`^mglru-collect_${VERSION}_${built ? '(?!all)[a-z0-9-]+' : 'all'}\\.deb$`),
    )
    expect(readFileSync(join(first, name)).equals(readFileSync(join(second, name)))).toBe(true)
    const list = execFileSync('dpkg-deb', ['-c', join(first, name)], { encoding: 'utf8' })
    for (const path of [
      './usr/bin/mglru-collect -> ',
      './usr/share/mglru-collect/streams/vmstat.sh',
      'man1/mglru-collect.1.gz',
    ])
      expect(list).toContain(path)
    expect(list).not.toContain('/lab/')
    expect(list.includes('./usr/lib/mglru-collect/canary')).toBe(built)
    expect(list.includes('built -> ../../lib/mglru-collect')).toBe(built)
    const control = execFileSync('dpkg-deb', ['-f', join(first, name)], { encoding: 'utf8' })
    expect(control).toMatch(/^Depends: .*bpftrace, stress-ng, procps, linux-perf \| /m)
    if (!has('lintian')) return
    const { stdout } = spawnSync('lintian', [join(first, name)], { encoding: 'utf8' })
    expect(stdout).toBe('')
  },
)

make('the tarball installs by itself', () => {
  const out = temporaryDirectory()
  execFileSync('make', ['-s', '-C', 'collectors', 'tarball', `OUT=${out}`])
  execFileSync('tar', ['-xzf', join(out, `mglru-collect-${VERSION}.tar.gz`), '-C', out])
  const prefix = join(out, 'there')
  execFileSync('make', [
    '-s',
    '-C',
    join(out, `mglru-collect-${VERSION}/collectors`),
    'install',
    `PREFIX=${prefix}`,
  ])
  expect(execFileSync(join(prefix, 'bin/mglru-collect'), ['--version'], { encoding: 'utf8' })).toContain(
    VERSION,
  )
})
