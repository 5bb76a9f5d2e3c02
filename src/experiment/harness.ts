import { readdir } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { fromSystemError, InputError } from '../base/input-error.js'

/** Whose directories of results are read as they are. */
export type Harness = 'mmtests' | 'lkp'

/** How a harness calls the directory of one run, which is one repetition of the test. */
const RUNS: Readonly<Record<Harness, { pattern: RegExp; example: string; one: RegExp }>> = {
  mmtests: {
    pattern: /^iter-\d{1,6}$/,
    example: 'iter-0, iter-1 and so on, as in work/log/RUN of mmtests',
    one: /^(?:tests-timestamp|tests-activity|proc-vmstat-.*)$/,
  },
  lkp: {
    pattern: /^\d{1,6}$/,
    example: '0, 1 and so on, as in the result root of a kernel of lkp',
    one: /^(?:proc-vmstat|meminfo|numa-vmstat)(?:\.json)?(?:\.gz)?$/,
  },
}

const NATURAL = new Intl.Collator('en', { numeric: true })

/**
 * The directories of the runs below one of a harness, in their order; the directory itself where it is of one run.
 * @throws InputError where it holds neither.
 */
export async function runsOf(harness: Harness, root: string): Promise<string[]> {
  const { pattern, example, one } = RUNS[harness]
  const entries = await readdir(root, { withFileTypes: true }).catch((error) => {
    throw fromSystemError(root, error) ?? error
  })
  const runs = entries.filter((entry) => entry.isDirectory() && pattern.test(entry.name))
  if (runs.length > 0)
    return runs
      .map(({ name }) => name)
      .sort(NATURAL.compare)
      .map((name) => join(root, name))
  if (entries.some(({ name }) => one.test(name))) return [root]
  throw new InputError({
    path: root,
    expected: `directories ${example}`,
    found: entries.length === 0 ? 'an empty directory' : `${entries.length} other entries`,
    remedy: `give the directory above them, once for each of the two conditions`,
  })
}

/** How reports call two directories: by their names, where these differ, else by as much of their paths as does. */
export function namesOf(roots: readonly [string, string]): [string, string] {
  let [a, b] = roots.map((root) => resolve(root)) as [string, string]
  let [first, second] = [basename(a), basename(b)]
  for (let step = 0; step < 8 && first === second; step++) {
    ;[a, b] = [dirname(a), dirname(b)]
    ;[first, second] = [`${basename(a)}/${first}`, `${basename(b)}/${second}`]
  }
  return [first.slice(-60), second.slice(-60)]
}
