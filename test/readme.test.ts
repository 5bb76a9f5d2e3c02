import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { expect, test } from '@jest/globals'
import { nodeThatStays } from './node-that-stays.js'
import { temporaryDirectory } from './temporary.js'

/** README and what it sends a newcomer to; each with the number of its blocks that are not run. */
const PAGES: Readonly<Record<string, number>> = {
  'README.md': 3,
  'docs/analyze.md': 1,
  'docs/first-lab.md': 2,
  'docs/first-own-workload.md': 3,
  'docs/first-mail.md': 0,
  'docs/first-gate.md': 0,
  'docs/releasing.md': 1,
}

// ```sh blocks are run as they stand; ```sh skip: REASON are not, for the reason that they give
const blocks = Object.keys(PAGES).flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/^( *)```sh(?: skip: (.+))?\n([\s\S]*?)^ *```$/gm)].map(
    ([, , skip, script = '']) => ({ page, skip, script }),
  ),
)

test.each(Object.entries(PAGES))('%s has commands, and %s blocks that are not run', (page, skipped) => {
  const own = blocks.filter((one) => one.page === page)
  expect(own.length).toBeGreaterThan(skipped)
  expect(own.filter(({ skip }) => skip !== undefined)).toHaveLength(skipped)
})

test('the three lines that print a figure are the same in README, where the lab takes them from', () => {
  const scripts = ['README.md', 'docs/first-own-workload.md'].map(
    (page) => blocks.find((one) => one.page === page && one.script.includes('metric copies='))?.script,
  )
  expect(scripts[0]).toMatch(/^#!\/bin\/sh\n/)
  expect(scripts[1]).toBe(scripts[0])
})

// Installing and testing from within a test would never end; .ci/run does both. What remains is run whole.
const runnable = blocks
  .filter(({ skip }) => skip === undefined)
  .map(({ page, script }) => ({
    page,
    script: script.replace(/npm ci && npm test\n/, '').replace(/npm ci && /, ''),
  }))
  // a block that stands on two pages is run once
  .filter(
    ({ script }, at, all) => script.trim() !== '' && all.findIndex((one) => one.script === script) === at,
  )

// the demo writes into reports/: a directory that has all of this one but what commands write is as good as it
const repository = temporaryDirectory()
for (const name of readdirSync('.'))
  if (!/^(?:reports|\.git|my-.*)$/.test(name)) symlinkSync(resolve(name), join(repository, name))
mkdirSync(join(repository, 'reports'))

// `npm run --silent mglru-report --` without the build that a whole run of the tests has done
const bin = temporaryDirectory()
const npm = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((place) => join(place, 'npm'))
  .find((path) => existsSync(path))
writeFileSync(
  join(bin, 'npm'),
  `#!/bin/sh
if [ "$1 $2 $3 $4" = "run --silent mglru-report --" ]; then shift 4; exec node dist/main.js "$@"; fi
if [ "$*" = "run --silent build" ]; then exit 0; fi
exec ${npm} "$@"
`,
  { mode: 0o755 },
)

test('the command of the pages is what package.json makes of it', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect(scripts['mglru-report']).toBe('npm run --silent build && node dist/main.js')
})

const cache = temporaryDirectory()
const path = nodeThatStays()
/** A block that stands on two pages is run once. */
const done = new Set<string>()

// a page is one test: its blocks follow one another
test.each(Object.keys(PAGES))(
  'the commands of %s',
  (page) => {
    for (const { script } of runnable.filter((one) => one.page === page && !done.has(one.script))) {
      done.add(script)
      // what is packed on two pages is packed once
      const others = script.replace(/^make .*\n/gm, (line) => (done.has(line) ? '' : line))
      for (const [line] of script.matchAll(/^make .*\n/gm)) done.add(line)
      if (others.trim() === '') continue
      const { status, stdout, stderr } = spawnSync('sh', ['-ec', others], {
        cwd: repository,
        encoding: 'utf8',
        env: { ...process.env, XDG_CACHE_HOME: cache, PATH: `${bin}:${path}` },
        timeout: 600_000,
      })
      expect({ script, status, stderr, told: stdout.length > 50 }).toMatchObject({ status: 0, told: true })
    }
  },
  600_000,
)
