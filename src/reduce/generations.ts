import type { Generation } from '../decode/lru-gen.js'

/** The youngest generation, the next two, and all that are older. */
export const PLACES = 4

/** Generations created between two samples, over the places that are in both. */
export function created(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): number {
  let created = 0
  for (const [place, newest] of after) created += Math.max(0, newest - (before.get(place) ?? newest))
  return created
}

/** Pages of each place. */
export function pagesByAge(generations: readonly Generation[]): number[] {
  const pages: number[] = Array(PLACES).fill(0)
  for (const [age, { anonymous, file }] of generations.entries()) {
    const place = Math.min(age, pages.length - 1)
    pages[place] = (pages[place] ?? 0) + anonymous + file
  }
  return pages
}
