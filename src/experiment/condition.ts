import type { ConditionInfo } from '../model/experiment.js'

/** How reports speak of a condition: `mglru-off` is "MGLRU off", `mglru-0x0003` is "MGLRU 0x0003". */
export function conditionInfo(id: string, role: ConditionInfo['role']): ConditionInfo {
  return {
    id,
    role,
    label: id.startsWith('mglru-') ? `MGLRU ${id.slice('mglru-'.length).replaceAll('-', ' ')}` : id,
  }
}
