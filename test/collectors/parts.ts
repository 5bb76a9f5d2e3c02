import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const LIB = new URL('../../collectors/experiment', import.meta.url).pathname

/**
 * Runs a bash script with parts of run-experiment read into it, as that does; $state is a directory that stands for
 * /run/mglru-report, and that is removed afterwards.
 */
export function withParts(parts: readonly string[], script: string) {
  const state = mkdtempSync(join(tmpdir(), 'parts-'))
  const text = [
    'set -u; export LC_ALL=C',
    `COLLECTORS=${JSON.stringify(join(LIB, '..'))} EXPERIMENT_LIB=${JSON.stringify(LIB)} state=${JSON.stringify(state)}`,
    'declare -A noted_settings=()',
    ...parts.map((part) => `. <(sed "s|/run/mglru-report|$state|" "$EXPERIMENT_LIB/${part}.sh")`),
    script,
  ]
  try {
    return spawnSync('bash', ['-c', text.join('\n')], { encoding: 'utf8', timeout: 60_000 })
  } finally {
    rmSync(state, { recursive: true, force: true })
  }
}
