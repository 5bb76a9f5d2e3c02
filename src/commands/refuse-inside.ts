import { realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { InputError } from '../base/input-error.js'

/**
 * Refuses a place that lies in an experiment, also where links lead there: what was recorded is never written to.
 * @param what "a file" or "a directory"
 */
export async function refuseInside(path: string, experiment: string, what: string): Promise<void> {
  const [place, root] = [await realPlace(resolve(path)), await realPlace(resolve(experiment))]
  if (!`${place}${sep}`.startsWith(root + sep)) return
  throw new InputError({
    path,
    expected: `${what} outside the experiment, which is never written to`,
    found: 'one inside it',
    remedy: 'choose another with -o',
  })
}

/** Where a path leads, which need not be there yet: links in what is there of it are followed. */
async function realPlace(path: string): Promise<string> {
  const real = await realpath(path).catch(() => null)
  if (real !== null || dirname(path) === path) return real ?? path
  return join(await realPlace(dirname(path)), basename(path))
}
