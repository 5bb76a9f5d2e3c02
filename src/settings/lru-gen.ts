import { type KernelFacts, numberIn, type SettingDef } from './setting.js'

/** Bit 0x0001 is the main switch; the hardware may lack the others. */
const MAIN_SWITCH = 1
const ALL = 7

/** The mask that a text stands for: hexadecimal, or y and n as the kernel takes them; null for anything else. */
export function lruGenMask(text: string | null | undefined): number | null {
  const word = text?.trim().toLowerCase() ?? ''
  if (word === 'y') return ALL
  return word === 'n' ? 0 : numberIn(word)
}

/** Whether generations are used, rather than the active and inactive LRU lists; null where the mask is unknown. */
export function usesGenerations(mask: string | null | undefined): boolean | null {
  const bits = lruGenMask(mask)
  return bits === null ? null : (bits & MAIN_SWITCH) !== 0
}

const enabled: SettingDef = {
  name: 'lru_gen.enabled',
  file: '/sys/kernel/mm/lru_gen/enabled',
  what:
    'Switches of the multi-gen LRU: 0x0001 the main switch, 0x0002 clearing the accessed bits of leaf page table entries in batches, ' +
    '0x0004 of non-leaf ones. A component that the hardware does not support stays off.',
  same: (a, b) => lruGenMask(a) !== null && lruGenMask(a) === lruGenMask(b),
  // Documentation/admin-guide/mm/multigen_lru.rst: writing has no effect on components that the hardware lacks
  answers(asked, found) {
    const [want, have] = [lruGenMask(asked), lruGenMask(found)]
    if (want === null || have === null) return false
    return (have & ~want) === 0 && (have & MAIN_SWITCH) === (want & MAIN_SWITCH)
  },
}

const minTtlMs: SettingDef = {
  name: 'lru_gen.min_ttl_ms',
  file: '/sys/kernel/mm/lru_gen/min_ttl_ms',
  what:
    'Age in milliseconds below which a generation is not evicted; if it cannot be kept, the OOM killer is invoked. 0: no protection. ' +
    'The kernel stores it in jiffies, so what is read back may be rounded.',
  same: (a, b) => numberIn(a) !== null && numberIn(a) === numberIn(b),
  answers(asked, found, { hz }) {
    const [want, have] = [numberIn(asked), numberIn(found)]
    if (want === null || have === null) return false
    return want === have || ratesOf(hz).some((rate) => readings(want, rate).includes(have))
  },
}

const RATES = [100, 250, 300, 1000]
const ratesOf = (hz: KernelFacts['hz']) => (hz === null ? RATES : [hz])

/** msecs_to_jiffies() rounds up; jiffies_to_msecs() rounds to one side where HZ does not divide 1000. */
function readings(milliseconds: number, hz: number): number[] {
  const back = (Math.ceil((milliseconds * hz) / 1000) * 1000) / hz
  return [Math.floor(back), Math.ceil(back)]
}

export const LRU_GEN: readonly SettingDef[] = [enabled, minTtlMs]
