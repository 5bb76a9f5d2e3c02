import type { ConditionInfo } from './experiment.js'

/** How reports name a condition: `mglru-off` is "MGLRU off", `mglru-0x0003` is "MGLRU 0x0003", unless it has a label. */
export function conditionInfo(
  id: string,
  role: ConditionInfo['role'],
  label: string | null = null,
  settings: ConditionInfo['settings'] = {},
): ConditionInfo {
  const fromId = id.startsWith('mglru-') ? `MGLRU ${id.slice('mglru-'.length).replaceAll('-', ' ')}` : id
  return { id, role, label: label ?? fromId, settings }
}
