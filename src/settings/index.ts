import { LRU_GEN } from './lru-gen.js'
import { MACHINE } from './machine.js'
import { type SettingDef, textSetting } from './setting.js'
import { SWAP } from './swap.js'
import { TRANSPARENT_HUGE_PAGES } from './transparent-huge-pages.js'
import { VM } from './vm.js'

/** Every setting that the collectors record, sorted by name. */
export const SETTINGS: readonly SettingDef[] = [
  ...LRU_GEN,
  ...MACHINE,
  ...SWAP,
  ...TRANSPARENT_HUGE_PAGES,
  ...VM,
].sort((a, b) => (a.name < b.name ? -1 : 1))

const BY_NAME = new Map(SETTINGS.map((one) => [one.name, one]))

/** The definition of a setting; one that is not known is compared as text. */
export function settingOf(name: string): SettingDef {
  return (
    BY_NAME.get(name) ?? textSetting({ name, file: name, what: 'Not a setting that this version knows.' })
  )
}
