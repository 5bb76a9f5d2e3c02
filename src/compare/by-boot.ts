import { median } from 'simple-statistics'
import type { Boots } from '../evidence/boots.js'
import type { RunValue } from '../model/comparison.js'

/** One value for each boot, the median of those of its runs, under the name of the first: boots are what a kernel is sampled by. */
export function oneForEachBoot(
  values: readonly RunValue[],
  boots: readonly (readonly string[])[],
  blocks: Boots['blocks'],
): RunValue[] {
  const byRun = new Map(values.map((value) => [value.run, value]))
  return boots.flatMap((runs): RunValue[] => {
    const own = runs.flatMap((run) => byRun.get(run) ?? [])
    const [first] = own
    if (first === undefined) return []
    const block = blocks?.get(first.run) ?? null
    const present = own.flatMap(({ value }) => value ?? [])
    return [
      {
        run: first.run,
        block,
        position: block === null ? null : first.position,
        value: present.length === 0 ? null : median(present),
        reason: present.length === 0 ? first.reason : null,
      },
    ]
  })
}
