/** A kernel setting that decides how reclaim behaves. Values are texts, as the kernel prints them. */
export interface SettingDef {
  /** As manifests name it. */
  name: string
  /** Where the kernel shows it. */
  file: string
  what: string
  /** Whether two readings are of the same setting. */
  same(a: string, b: string): boolean
  /** Whether the kernel, asked for one value, may answer with the other. */
  answers(asked: string, found: string, kernel: KernelFacts): boolean
}

export interface KernelFacts {
  /** CONFIG_HZ, null where unknown. */
  hz: number | null
}

type Named = Pick<SettingDef, 'name' | 'file' | 'what'>

const compared =
  (same: SettingDef['same']) =>
  (named: Named): SettingDef => ({ ...named, same, answers: same })

/** A number, in decimal or hexadecimal digits; what is no number is compared as text. */
export const numberSetting = compared((a, b) => {
  const [one, other] = [numberIn(a), numberIn(b)]
  return one === null || other === null ? a.trim() === b.trim() : one === other
})

/** A number that the kernel recalculates by itself: a few percent are the same setting. */
export const adjustedSetting = (share: number) =>
  compared((a, b) => {
    const [one, other] = [numberIn(a), numberIn(b)]
    if (one === null || other === null) return a.trim() === b.trim()
    const [least, most] = [Math.min(one, other), Math.max(one, other)]
    return most - least <= share * least
  })

/** One word out of a list, in brackets as the kernel prints it, or by itself. */
export const wordSetting = compared((a, b) => chosenWord(a) === chosenWord(b))

/** A boolean module parameter: Y, N, 1 or 0. */
export const booleanSetting = compared((a, b) => truth(a) === truth(b))

export const textSetting = compared((a, b) => a.trim() === b.trim())

/** `always [madvise] never` is madvise. */
export function chosenWord(text: string): string {
  return /\[([^[\]]{1,64})\]/.exec(text)?.[1] ?? text.trim()
}

const truth = (text: string) => {
  const word = text.trim().toLowerCase()
  if (['y', '1', 'on', 'yes'].includes(word)) return 'y'
  return ['n', '0', 'off', 'no'].includes(word) ? 'n' : word
}

/** @returns the number that a setting is, null where it is none. */
export function numberIn(text: string): number | null {
  const word = text.trim()
  return /^(?:0x[0-9a-f]{1,12}|-?\d{1,15})$/i.test(word) ? Number(word) : null
}
