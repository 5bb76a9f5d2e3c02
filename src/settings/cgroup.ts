import { numberSetting, type SettingDef } from './setting.js'

/** Bytes: a number, as memparse() reads it with K, M, G or T, or "max"; null for anything else. */
function bytesOf(text: string): number | null {
  const word = text.trim()
  if (word === 'max') return Number.POSITIVE_INFINITY
  const [, digits, unit = ''] = /^(\d{1,15})([KMGT]?)i?B?$/i.exec(word) ?? []
  return digits === undefined
    ? null
    : Number(digits) * 1024 ** ['', 'K', 'M', 'G', 'T'].indexOf(unit.toUpperCase())
}

/** The largest page of any architecture that reclaims by limit. */
const PAGE = 65536

/** A limit of the workload's cgroup. The kernel keeps whole pages, so that what is read back may be less by part of one. */
const limit = (name: string, what: string): SettingDef => ({
  name,
  file: `cgroup:${name}`,
  what,
  same(a, b) {
    const [one, other] = [bytesOf(a), bytesOf(b)]
    return one === null || other === null ? a.trim() === b.trim() : one === other
  },
  answers(asked, found) {
    const [want, have] = [bytesOf(asked), bytesOf(found)]
    if (want === null || have === null) return asked.trim() === found.trim()
    return want === have || (have < want && want - have < PAGE)
  },
})

/** Documentation/admin-guide/cgroup-v2.rst, of the workload's own cgroup. */
export const CGROUP: readonly SettingDef[] = [
  limit('memory.high', 'Above it tasks of the cgroup are throttled and reclaim.'),
  limit('memory.low', 'Memory of the cgroup that is reclaimed only when nothing else is left.'),
  limit('memory.max', 'The most memory that the cgroup may have: beyond it reclaim, then the OOM killer.'),
  limit('memory.min', 'Memory of the cgroup that is never reclaimed.'),
  limit('memory.swap.max', 'The most swap that the cgroup may have.'),
  limit('memory.zswap.max', 'The most compressed memory in zswap that the cgroup may have.'),
  numberSetting({
    name: 'memory.zswap.writeback',
    file: 'cgroup:memory.zswap.writeback',
    what: 'Whether zswap may write pages of the cgroup to the swap device.',
  }),
]
