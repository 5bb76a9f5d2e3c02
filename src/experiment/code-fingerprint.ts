import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Every folder that the making of a reduction imports from: a test holds this to the layers. */
export const FOLDERS = [
  'base',
  'decode',
  'experiment',
  'ingest',
  'model',
  'page-faults',
  'reduce',
  'settings',
  'streams',
  'workload',
]
let known: string | undefined

/** In the bundle of the command line: the sum of the files that it was made of. */
declare const CODE_FINGERPRINT: string | undefined

/**
 * A sum of the code that makes a reduction of files, and of the versions of the libraries: where it differs, the
 * reduction may, too.
 */
export function codeFingerprint(): string {
  if (typeof CODE_FINGERPRINT === 'string') return CODE_FINGERPRINT
  if (known !== undefined) return known
  const source = fileURLToPath(new URL('..', import.meta.url))
  const hash = createHash('sha256')
  for (const folder of FOLDERS)
    for (const name of readdirSync(join(source, folder)).sort())
      if (/(?<!\.d)\.[jt]s$/.test(name))
        hash.update(`${folder}/${name}\n`).update(readFileSync(join(source, folder, name)))
  const { dependencies } = JSON.parse(readFileSync(join(source, '..', 'package.json'), 'utf8'))
  known = hash.update(JSON.stringify(dependencies)).digest('hex').slice(0, 16)
  return known
}
