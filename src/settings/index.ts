import { CGROUP } from './cgroup.js'
import { fileOfName, freeSetting } from './free.js'
import { LRU_GEN } from './lru-gen.js'
import { MACHINE } from './machine.js'
import type { SettingDef } from './setting.js'
import { SWAP } from './swap.js'
import { TRANSPARENT_HUGE_PAGES } from './transparent-huge-pages.js'
import { VM } from './vm.js'

/** Every setting that the collectors record, sorted by name. */
export const SETTINGS: readonly SettingDef[] = [
  ...LRU_GEN,
  ...CGROUP,
  ...MACHINE,
  ...SWAP,
  ...TRANSPARENT_HUGE_PAGES,
  ...VM,
].sort((a, b) => (a.name < b.name ? -1 : 1))

const BY_NAME = new Map(SETTINGS.map((one) => [one.name, one]))
const BY_FILE = new Map(SETTINGS.map((one) => [one.file, one]))

/** The definition of a setting, by its name, its file, or `sysctl:` and `file:`; one that is not known is compared as a value of any kind. */
export function settingOf(name: string): SettingDef {
  const file = fileOfName(name) ?? name
  return BY_NAME.get(name) ?? BY_FILE.get(file) ?? freeSetting(name, file)
}
