import { chosenWord, type SettingDef } from './setting.js'

const spaced = (text: string) => text.trim().split(/\s+/).join(' ')
const BOOLEANS: readonly (readonly string[])[] = [
  ['y', '1'],
  ['n', '0'],
]

/**
 * A setting that no definition knows: any file under /sys, /proc/sys or the workload's cgroup. Two texts are the same value where they are
 * equal but for spaces, are one number, one word in brackets of a list, or one truth.
 */
export function freeSetting(name: string, file: string): SettingDef {
  const same = (a: string, b: string) => {
    const [one, other] = [a, b].map((text) => spaced(chosenWord(text))) as [string, string]
    if (one === other) return true
    if (/^\d{1,15}$/.test(one) && /^\d{1,15}$/.test(other)) return Number(one) === Number(other)
    return BOOLEANS.some((words) => [one, other].every((word) => words.includes(word.toLowerCase())))
  }
  return { name, file, what: 'Not a setting that this version knows.', same, answers: same }
}

/** The file that a name of a condition's setting stands for: `sysctl:vm.dirty_ratio`, `file:/sys/…`; null for other names. */
export function fileOfName(name: string): string | null {
  const sysctl = /^sysctl:(.{1,200})$/.exec(name)?.[1]
  // sysctl(8): a dot is a slash, and a slash in a name is a dot
  if (sysctl !== undefined)
    return `/proc/sys/${sysctl.replace(/[./]/g, (character) => (character === '.' ? '/' : '.'))}`
  return /^file:(\/.{1,250})$/.exec(name)?.[1] ?? null
}
