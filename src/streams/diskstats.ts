import { numberIn } from '../decode/samples.js'
import { type Bracket, increase, sampled } from '../reduce/sampled.js'

/** /proc/diskstats counts in sectors of this size, whatever the disk has (Documentation/block/stat.rst). */
const SECTOR_BYTES = 512

export interface Diskstats {
  /** Bytes read and written over the measured window. Null: there is no swap device, or swap is in files. */
  swapRead: number | null
  swapWritten: number | null
  /** Of all whole disks, less what the swap devices did. */
  otherRead: number
  otherWritten: number
  /** Swap devices, by the kernel's names. */
  swapDevices: string[]
  /** Swap files in use at the end: what is written to them is in otherWritten. */
  swapFiles: number
}

export const diskstats = sampled({
  id: 'diskstats',
  title: '/proc/diskstats',
  what:
    'The kernel counts for each disk what was read from it and written to it. What reclaim writes, to swap or to files that it needs to be ' +
    'clean, wears out the disk and keeps it from other work: it is a part of the price of more room in memory.',
  collector: '/proc/diskstats and /proc/swaps, each second',
  caveats:
    'A write counts when it is done, so the last ones of a run may be missing. What is written to files by the workload itself is in it. A zram ' +
    'device counts pages before it compresses them. What a swap file gets is counted with its disk.',
  fields: {
    swapRead: {
      unit: 'bytes',
      doc: 'read from swap devices over the measured window; null without one, or where swap is in files',
    },
    swapWritten: { unit: 'bytes', doc: 'written to swap devices, in the same way' },
    otherRead: { unit: 'bytes', doc: 'read from all disks, less what was read from swap devices' },
    otherWritten: { unit: 'bytes', doc: 'written to all disks, less what was written to swap devices' },
    swapDevices: { unit: 'text', doc: 'swap devices, as the kernel calls them' },
    swapFiles: { unit: 'count', doc: 'swap files in use at the end' },
  },
  ofRun: () => ({ value: totals }),
})

function totals(bracket: Bracket, _: unknown, path: string): Diskstats | string {
  const devices = Object.keys(bracket.last.data).flatMap((key) =>
    key.endsWith('.written_sectors') ? [key.slice(0, -'.written_sectors'.length)] : [],
  )
  if (devices.length === 0) return 'the samples hold no disk'
  const flag = (name: string, of: string) => numberIn(bracket.last, `${name}.${of}`) === 1
  const bytes = (names: readonly string[], what: 'read' | 'written') =>
    names.reduce((sum, name) => {
      const key = `${name}.${what}_sectors`
      // a device that did nothing before the window is not in its first sample
      const grown = increase(bracket, key, path) ?? numberIn(bracket.last, key) ?? 0
      return sum + grown * SECTOR_BYTES
    }, 0)
  const swapDevices = devices.filter((name) => flag(name, 'swap')).sort()
  const disks = devices.filter((name) => flag(name, 'base'))
  const swapFiles = numberIn(bracket.last, 'swap_files') ?? 0
  const told = swapDevices.length > 0 && swapFiles === 0
  const other = (what: 'read' | 'written') => Math.max(0, bytes(disks, what) - bytes(swapDevices, what))
  return {
    swapRead: told ? bytes(swapDevices, 'read') : null,
    swapWritten: told ? bytes(swapDevices, 'written') : null,
    otherRead: other('read'),
    otherWritten: other('written'),
    swapDevices,
    swapFiles,
  }
}
