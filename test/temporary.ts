import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from '@jest/globals'

const made: string[] = []
afterAll(() => {
  // many are removed by rm at less than half of what Node takes for it
  if (made.length > 10) spawnSync('rm', ['-rf', '--', ...made])
  for (const directory of made) rmSync(directory, { recursive: true, force: true })
})

/** An empty directory that is removed after the tests of the file. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'mglru-report-test-'))
  made.push(directory)
  return directory
}

/** A file of the given name in a directory of its own. */
export function temporaryFile(content: string | Buffer, name = 'trace.txt'): string {
  const path = join(temporaryDirectory(), name)
  writeFileSync(path, content)
  return path
}
