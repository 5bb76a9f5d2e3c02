import { type Generation, type PageAges, parseLruGen } from '../decode/lru-gen.js'
import { parseTiers, type Tiers } from '../decode/lru-gen-full.js'
import type { Bracket } from '../reduce/copy-files.js'
import { created } from '../reduce/generations.js'
import { sampled } from '../reduce/sampled.js'

export interface CgroupLruGen {
  /** Generations created in the measured window, over all nodes. */
  created: number
  /** At the end of the window, youngest first. */
  generations: Generation[]
  /** Pages by the age of their generation at the end of the window, youngest first. */
  ages: PageAges
  /** At the end of the window. */
  tiers: Tiers
}

export const cgroupLruGen = sampled<'cgroup-lru-gen', CgroupLruGen>({
  id: 'cgroup-lru-gen',
  title: "MGLRU generations of the workload's cgroup (lru_gen_full)",
  what:
    'The generations of the workload alone, and of the oldest one how many anonymous and file pages were evicted, came back, and were protected because ' +
    'pages of their tier come back often.',
  collector:
    "the part of the workload's cgroup of /sys/kernel/debug/lru_gen_full, each second; not by default",
  caveats:
    'An experimental interface whose format is not stable. Counts of tiers start from 0 with each generation that becomes the oldest.',
  fields: {
    created: { unit: 'count', doc: 'generations created in the measured window' },
    generations: {
      unit: 'pages',
      doc: 'anonymous and file pages of each generation at the end of the window, with its sequence number and age',
    },
    ages: { unit: 'pages', doc: 'pages by the age of their generation at the end of the window' },
    tiers: {
      unit: 'pages',
      doc: 'refaulted, evicted and protected pages of the oldest generation, anonymous and file, at the end of the window',
    },
  },
  ofRun: () => ({ value: generationsOf }),
})

function generationsOf({ first, last }: Bracket): CgroupLruGen | string {
  const [before, after] = [first.data['text'], last.data['text']]
  if (typeof before !== 'string' || typeof after !== 'string')
    return 'the samples hold no text of lru_gen_full'
  const read = parseLruGen(after)
  if (read.generations.length === 0) return 'lru_gen_full showed no generation'
  return {
    created: created(parseLruGen(before).newest, read.newest),
    generations: read.generations,
    ages: read.ages,
    tiers: parseTiers(after),
  }
}
