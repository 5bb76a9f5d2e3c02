import type { PublishedReport } from '../model/report.js'
import { workloadLine } from '../report/workload-line.js'

/** What a difference between recordings means: a note in the diff, or that there is no diff (exit code 2). */
type Policy = 'noted' | 'refused'

/** A fact of a recording that may or may not differ from one to another. */
export interface SideRule {
  id: string
  /** What it is, with a capital, in errors and notes. */
  what: string
  levels: Policy
  effects: Policy
  why: string
  /** Its value in words; null where the report does not tell it. */
  of(report: PublishedReport): string | null
  /** Whether two values count as one; default: the same text. */
  same?(a: string, b: string): boolean
}

const UNKNOWN = null
/** Kernels set aside a few percent of the same memory, each another part. */
const MEMORY_TOLERANCE = 0.05
const mebibytes = (bytes: number) => `${Math.round(bytes / (1 << 20))} MiB`

/** The written table of docs/diff.md, sorted by how much a difference matters. */
export const SIDE_RULES: readonly SideRule[] = [
  {
    id: 'workload',
    what: 'Workload',
    levels: 'refused',
    effects: 'refused',
    why: 'other work has another throughput and another cost; options of its command line may come in another order',
    of: ({ workload }) => workloadLine(workload),
  },
  {
    id: 'memory-limit',
    what: 'Memory limit of the workload',
    levels: 'refused',
    effects: 'refused',
    why: 'the limit decides how much is reclaimed',
    of: ({ workload }) =>
      workload === null
        ? UNKNOWN
        : workload.memoryMaxBytes === null
          ? 'none'
          : mebibytes(workload.memoryMaxBytes),
  },
  {
    id: 'swap',
    what: 'Swap',
    levels: 'refused',
    effects: 'refused',
    why: 'reclaim to zram and to a disk cost different things',
    of: ({ host }) => {
      if (host === null) return UNKNOWN
      const all = host.swap.map(({ kind, bytes }) => `${kind} ${mebibytes(bytes)}`).sort()
      return all.length === 0 ? 'none' : all.join(', ')
    },
  },
  {
    id: 'memory',
    what: 'Memory of the machine',
    levels: 'refused',
    effects: 'noted',
    why: 'another machine is no change of the software; up to 5% is what kernels set aside of the same memory',
    of: ({ host }) => (host === null ? UNKNOWN : mebibytes(host.memoryBytes)),
    same: (a, b) => {
      const [x, y] = [Number.parseFloat(a), Number.parseFloat(b)]
      return Math.abs(x - y) <= MEMORY_TOLERANCE * Math.max(x, y)
    },
  },
  {
    id: 'processors',
    what: 'Architecture and CPUs',
    levels: 'refused',
    effects: 'noted',
    why: 'another machine is no change of the software',
    of: ({ host }) => (host === null ? UNKNOWN : `${host.architecture}, ${host.cpus} CPUs`),
  },
  {
    id: 'platform',
    what: 'Platform',
    levels: 'refused',
    effects: 'noted',
    why: 'times on an emulated or virtual machine are not those of hardware',
    of: ({ host }) =>
      host === null
        ? UNKNOWN
        : host.emulated
          ? 'emulated'
          : host.virtualization === null
            ? 'virtualization unknown'
            : host.virtualization === 'none'
              ? 'hardware'
              : `virtual (${host.virtualization})`,
  },
  {
    id: 'kernel',
    what: 'Kernel',
    levels: 'noted',
    effects: 'noted',
    why: 'it is what a gate is for; a metric whose counters changed their meaning between the kernels is not comparable',
    of: ({ host, experiment }) =>
      host === null || experiment.comparison === 'kernels' ? UNKNOWN : host.kernel,
  },
  {
    id: 'distribution',
    what: 'Distribution',
    levels: 'noted',
    effects: 'noted',
    why: 'libraries and services come with it',
    of: ({ host }) => host?.distribution ?? UNKNOWN,
  },
  {
    id: 'program',
    what: 'Version of mglru-report',
    levels: 'noted',
    effects: 'noted',
    why: 'metrics are made by it; analyze both sides with one version where in doubt',
    of: ({ tool }) => tool.version,
  },
]

/** What the schema, metrics and recordings of both sides must be, beyond the table: for the documentation. */
export const OTHER_RULES: readonly { what: string; rule: string; why: string }[] = [
  {
    what: 'Schema of report.json',
    rule: 'an older one is upgraded as it is read, a newer one is refused',
    why: 'a newer program may have given a name another meaning',
  },
  {
    what: 'Primary metrics',
    rule: 'the same in every report, or named with `--metrics`; else refused',
    why: 'to choose after the data which metrics count is to look for a result',
  },
  {
    what: 'Unit and better direction of a metric',
    rule: 'refused',
    why: 'they would be two metrics of one name',
  },
  {
    what: 'Smallest effect of a metric',
    rule: 'may differ; the smaller one holds',
    why: 'the stricter side asked for it',
  },
  {
    what: 'Conditions',
    rule: 'only those that every report has, by their settings; none in common is refused',
    why: 'another setting is another question',
  },
  {
    what: 'Recording',
    rule: 'the same twice is refused, on whichever side, whatever its file is called',
    why: 'a copy is not another observation',
  },
  {
    what: 'Time, id, number of runs and blocks',
    rule: 'may differ',
    why: 'each session counts once, with the median of its runs',
  },
]
