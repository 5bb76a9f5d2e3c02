import { memoize } from '../base/memoize.js'

/** What a line says of the file that the lines behind it were copied from. */
export interface CopyLabel {
  file: 'vmstat' | 'meminfo' | 'zoneinfo' | 'lru-gen' | 'pressure' | 'memory-stat'
  /** Of pressure. */
  resource: Resource | null
  /** The memory node, where the file is of one alone. */
  node: string | null
  /** The path of the cgroup, where the file is of one. */
  cgroup: string | null
}

const RESOURCES = ['cpu', 'memory', 'io', 'irq'] as const
export type Resource = (typeof RESOURCES)[number]

const MAX_LABEL = 300
const PLAIN: Omit<CopyLabel, 'file'> = { resource: null, node: null, cgroup: null }

/**
 * The file that a line names, as collectors write it: `==> /proc/vmstat <==`, `--- memory ---`, `[io]`, `# cat /proc/meminfo`,
 * `file start :: /proc/vmstat`, `memory:`. Null for any other line.
 */
export const copyLabel = (line: string): CopyLabel | null =>
  line.length > MAX_LABEL || !/[a-z]/.test(line) ? null : ofLine(line)

const ofLine = memoize(100, labelOfLine)

function labelOfLine(line: string): CopyLabel | null {
  const inner = line
    .trim()
    .replace(/^[#=\->[*+$:|<( ]+/, '')
    .replace(/[#=\-<\]*+:|>) ]+$/, '')
    .replace(/^(?:sudo )?cat +/, '')
    .replace(/^file (?:start|end) :: /, '')
  return /\s/.test(inner) ? resourceLabel(inner) : (fileLabel(inner) ?? resourceLabel(inner))
}

/** The file of a path, or of its last part alone. Kept for the latest, since `grep .` writes the path before each line. */
export const fileLabel = memoize(100, labelOfPath)

function labelOfPath(path: string): CopyLabel | null {
  const cgroup = /^(?:.*\/)?(?:sys\/fs\/)?cgroup\/(?:(.*)\/)?(cpu|memory|io|irq)\.(pressure|stat)$/.exec(path)
  if (cgroup !== null)
    return {
      ...PLAIN,
      file: cgroup[3] === 'stat' ? 'memory-stat' : 'pressure',
      resource: cgroup[3] === 'stat' ? null : (cgroup[2] as Resource),
      cgroup: `/${cgroup[1] ?? ''}`,
    }
  const pressure = /^(?:\/proc\/)?pressure\/(cpu|memory|io|irq)$/.exec(path)?.[1]
  if (pressure !== undefined) return { ...PLAIN, file: 'pressure', resource: pressure as Resource }
  const node = /(?:^|\/)node(\d{1,4})\/vmstat$/.exec(path)?.[1]
  if (node !== undefined) return { ...PLAIN, file: 'vmstat', node }
  const name = /^(?:\/proc\/)?(vmstat|meminfo|zoneinfo)$/.exec(path)?.[1]
  if (name !== undefined) return { ...PLAIN, file: name as CopyLabel['file'] }
  if (/^(?:\/sys\/kernel\/(?:debug|mm)\/)?lru_gen(?:_full)?$/.test(path)) return { ...PLAIN, file: 'lru-gen' }
  return /^(?:\S*\/)?memory\.stat$/.test(path) ? { ...PLAIN, file: 'memory-stat', cgroup: '' } : null
}

function resourceLabel(text: string): CopyLabel | null {
  const resource =
    /^(?:(?:psi|pressure)[ .:/_-]{1,2})?(cpu|memory|mem|io|irq)(?:[ ._-](?:pressure|psi))?$/i.exec(text)?.[1]
  if (resource === undefined) return null
  const name = resource.toLowerCase()
  return { ...PLAIN, file: 'pressure', resource: name === 'mem' ? 'memory' : (name as Resource) }
}

/** The resource that the name of a file says, as `cpu.log`, `psi-memory.txt` or `memory.pressure` do; null where it says none or several. */
export function resourceInName(path: string): Resource | null {
  const words = (path.split('/').at(-1) ?? '').toLowerCase().split(/[^a-z]+/)
  const found = RESOURCES.filter((one) => words.includes(one))
  return found.length === 1 ? (found[0] as Resource) : null
}
