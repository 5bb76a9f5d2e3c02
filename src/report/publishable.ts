import { basename } from 'node:path'
import type { Experiment } from '../experiment/experiment.js'
import type { Report } from '../model/report.js'
import { commandSummary } from './command-summary.js'
import { PRIVATE_KINDS, type PrivateKind } from './private-part.js'

/** What may stay in a report although it could tell more than is meant to be published. */
export const UNREDACTED = ['argv', 'texts', ...(Object.keys(PRIVATE_KINDS) as PrivateKind[])] as const
export type Unredacted = (typeof UNREDACTED)[number]

type Manifest = NonNullable<Experiment['manifest']>['value']

/** What of the host is published: nothing that names it or anyone. */
export function publishableHost(host: Manifest['host']): NonNullable<Report['host']> {
  const { kernel, architecture, distribution, cpus, memoryBytes, emulated, virtualization, swap } = host
  return { kernel, architecture, distribution, cpus, memoryBytes, emulated, virtualization, swap }
}

/** A profile that is a script of the collectors has a name, which says more than the shell that runs it. */
export const profileSummary = (profile: string, argv: readonly string[]): string =>
  argv[0] === 'bash' ? `the profile ${profile}` : argv.join(' ')

/**
 * The workload's command line: whole for a profile of the collectors, whose arguments are known; of any other command
 * only the program's name, since arguments hold paths, hosts and passwords, unless they are to be kept.
 */
export function publishableWorkload(
  { profile, argv, memoryMaxBytes }: Pick<Manifest['workload'], 'profile' | 'argv' | 'memoryMaxBytes'>,
  keep: readonly Unredacted[],
): NonNullable<Report['workload']> {
  const [program = '', ...rest] = argv
  const known = profile !== null || keep.includes('argv')
  const shown = [basename(program), ...(known ? rest : [])]
  return {
    profile,
    argv: shown,
    withheld: known ? 0 : rest.length,
    // in a line of text a value cannot be told from what it belongs to: of a command of one's own it never stands there
    summary: profile === null ? commandSummary([basename(program), ...rest]) : profileSummary(profile, shown),
    memoryMaxBytes,
  }
}
