import type { Report } from '../model/report.js'

/**
 * What decides whether two reports have the same workload: its command line with the options in a fixed order, each with what follows it, since
 * they may come in another; or its profile, where there is no line. Null where nothing was recorded.
 */
export function workloadLine(workload: Report['workload']): string | null {
  if (workload === null) return null
  const line =
    workload.withheld > 0 || workload.argv.length === 0 ? workload.summary : workload.argv.join(' ')
  if (line === null) return workload.profile
  const [program = '', ...words] = line.split(' ')
  const options: string[] = []
  for (const word of words) {
    const last = options.length - 1
    if (word.startsWith('-') || last < 0) options.push(word)
    else options[last] = `${options[last]} ${word}`
  }
  return [program, ...options.sort()].join(' ')
}
