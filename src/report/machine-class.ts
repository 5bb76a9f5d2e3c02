import type { Report } from '../model/report.js'
import { sizeText } from './screen-facts.js'

/**
 * What a machine has in common with others, by which reports are filtered: architecture, processors, memory to the nearest GiB (below one as it
 * is), kinds of swap, and what emulates it. Null where no host was recorded.
 */
export function machineClass({ host }: Pick<Report, 'host'>): string | null {
  if (host === null) return null
  const gibibytes = host.memoryBytes / 2 ** 30
  const memory = gibibytes < 0.75 ? sizeText(host.memoryBytes) : `${Math.round(gibibytes)} GiB`
  const swap = [...new Set(host.swap.map(({ kind }) => kind))].sort()
  const virtual = host.virtualization === null || host.virtualization === 'none' ? [] : [host.virtualization]
  return [
    host.architecture,
    `${host.cpus} ${host.cpus === 1 ? 'CPU' : 'CPUs'}`,
    memory,
    swap.length === 0 ? 'no swap' : `${swap.join('+')} swap`,
    ...(host.emulated ? ['emulated'] : virtual),
  ].join(', ')
}
