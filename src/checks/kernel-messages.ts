import { KILLERS, MESSAGES } from '../decode/kernel-log.js'
import { valueOf } from '../experiment/experiment.js'
import type { CheckDef } from './check.js'

export const kernelMessages: CheckDef = {
  id: 'kernel-messages',
  title: 'Kernel log',
  why:
    'After a fault in the kernel itself, or while a processor is locked up, nothing that is measured means anything. A kill by the OOM ' +
    'killer ends a part of the workload: its run did less work, not faster work.',
  action:
    'Read the lines in the kernel log; fix the cause, or choose a smaller workload, and record those runs again.',
  run({ conditions, runs }) {
    const logged = runs.filter((run) => run.included && valueOf(run, 'kernel-log') !== null)
    if (logged.length === 0) return null
    const fatal: string[] = []
    const other: string[] = []
    const kills = Object.keys(KILLERS).map((by) => ({ by, counts: conditions.map(() => 0) }))
    let lost = 0
    for (const run of logged) {
      const log = valueOf(run, 'kernel-log')
      if (log === null) continue
      lost += log.lost
      const side = conditions.findIndex(({ id }) => id === run.condition)
      for (const { by, counts } of kills) counts[side] = (counts[side] ?? 0) + (log.found.get(by)?.count ?? 0)
      for (const { kind, weight } of MESSAGES) {
        const found = log.found.get(kind)
        if (found !== undefined)
          (weight === 'fatal' ? fatal : other).push(
            `${run.id}: ${found.first}${found.count > 1 ? ` (${found.count} of the kind)` : ''}`,
          )
      }
    }
    const killers = kills.filter(({ counts }) => counts.some((count) => count > 0))
    const parts = [
      ...(fatal.length > 0
        ? [`Serious: ${fatal.slice(0, 3).join('; ')}${fatal.length > 3 ? `; ${fatal.length - 3} more` : ''}`]
        : []),
      ...killers.map(
        ({ by, counts }) =>
          `${capital(KILLERS[by] ?? by)}: ${conditions.map(({ label }, side) => `${label} ${counts[side]}`).join(', ')}`,
      ),
      ...(other.length > 0 ? [`Also: ${other.slice(0, 3).join('; ')}`] : []),
      ...(lost > 0 ? [`${lost} lines were overwritten before they were read`] : []),
    ]
    if (parts.length === 0)
      return {
        outcome: 'pass',
        text: `No oops, lockup, hung task, sanitizer report or OOM kill in ${logged.length} kernel ${logged.length === 1 ? 'log' : 'logs'}.`,
        metrics: null,
      }
    const outcome = fatal.length > 0 || killers.length > 0 ? 'caution' : 'note'
    return { outcome, text: `${parts.join('. ')}.`, metrics: null }
  },
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
