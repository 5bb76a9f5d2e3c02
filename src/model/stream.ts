import type { Unit } from './units.js'
import type { Warning } from './warning.js'

/** What a file can be, by its first bytes. */
export type InputFormat =
  | 'empty'
  | 'binary'
  | 'utf-16'
  | 'perf-data'
  | 'perf-report'
  | 'perf-annotate'
  | 'perf-kmem'
  | 'perf-sched'
  | 'perf-lock'
  | 'folded-stacks'
  | 'trace-dat'
  | 'bpftrace-json'
  | 'bpftrace-text'
  | 'stream'
  | 'perf-trace'
  | 'perf-script'
  | 'perf-trace-summary'
  | 'perf-json'
  | 'perf-stat-json'
  | 'perf-stat-csv'
  | 'dmesg'
  | 'vmstat'
  | 'meminfo'
  | 'psi'
  | 'lru-gen'
  | 'zoneinfo'
  | 'memory-stat'
  | 'sar'
  | 'procps-vmstat'
  | 'psi-log'
  | 'psi-averages'
  | 'mem-log'
  | 'lkp-json'
  | 'phoronix'
  | 'csv'
  | 'stress-ng-yaml'
  | 'stress-ng-log'
  | 'workload-output'
  | 'json'
  | 'unknown'

/** What a file of a run is to a stream that reads it. */
export type Role =
  | 'trace'
  | 'before'
  | 'after'
  | 'stdout'
  | 'stderr'
  | 'yaml'
  | 'log'
  // a second file of the same cgroup
  | 'other-before'
  | 'other-after'
  | 'peak'

export interface StreamFile {
  path: string
  /** How the file is called in messages and reports: the name it was given under, or its place in the experiment. */
  name: string
  /** Other files of the same role, which are read with it: only for a stream that joins several. */
  also?: readonly StreamFile[]
}

export type StreamFiles = { readonly [R in Role]?: StreamFile }

/** The measured part of a run, in nanoseconds of both clocks that streams use; ends are exclusive. */
export interface Window {
  monotonic: { start: bigint; end: bigint }
  boottime: { start: bigint; end: bigint }
}

/** Of which run the files are. `window` is null where the measured part is unknown. */
export interface Context {
  run: string
  window: Window | null
  /** Reader of the workload's output that was asked for; absent or null: by its content. */
  format?: string | null
}

/** Present, with warnings of its reader, or missing with the reason; never a made-up zero. */
export type Reduction<T> =
  | { present: true; value: T; warnings: Warning[] }
  | { present: false; reason: string }

export interface Field {
  unit: Unit | 'text'
  doc: string
}

/** Unit and meaning of every member of what is kept: a member without them does not compile. */
export type Fields<Reduced> = { readonly [K in keyof Reduced]-?: Field }

/** Lines that begin from byte `from` to `to` (exclusive) of a file that is not compressed. */
export interface LineRange {
  from: number
  to: number
}

declare const posted: unique symbol
/** Plain data that came from a worker; only its maker knows what is in it. */
export interface Posted {
  readonly [posted]?: never
}

/** How a long trace is read in ranges side by side. What comes out is what reduce gives, or null where only that can tell. */
export interface Ranges<Reduced> {
  read(files: StreamFiles, range: LineRange, context: Context): Promise<Posted | null>
  /** @param parts of neighbouring ranges, in their order */
  merge(
    parts: AsyncIterable<Posted | null>,
    files: StreamFiles,
    context: Context,
  ): Promise<Reduction<Reduced> | null>
}

export interface StreamDef<Name extends string, Reduced extends object> {
  readonly id: Name
  readonly title: string
  /** What it is, for someone who has not met it. Goes to the documentation and the report's glossary. */
  readonly what: string
  /** What records it. */
  readonly collector: string
  readonly caveats: string
  /** Why nothing is made of it, as the end of a sentence: of a stream that no metric, check, table or figure reads. */
  readonly unused?: string
  readonly fields: Fields<Reduced>
  /** Files that belong to the trace `X` of a run given as standalone files: X + suffix. */
  readonly sidecars: readonly { suffix: string; role: Role }[]
  /** Streams of an experiment directory that it can be reduced from, best first. */
  readonly recordedAs: readonly string[]
  /** Formats of standalone files that are read by this stream alone, and in which role. */
  readonly reads?: { readonly [F in InputFormat]?: Role }
  /** Whether several files of one run are read together, what stands in more than one of them counted once. */
  readonly joins?: true
  /**
   * Reads the files and gives what stays in memory.
   * @throws InputError for input that cannot be used.
   */
  reduce(files: StreamFiles, context: Context): Promise<Reduction<Reduced>>
  readonly ranges?: Ranges<Reduced>
}

/** What a definition says itself where a maker of src/reduce adds the reading. */
export type About<Name extends string, Reduced extends object> = Omit<
  StreamDef<Name, NoInfer<Reduced>>,
  'sidecars' | 'recordedAs' | 'reduce' | 'ranges'
> &
  Partial<Pick<StreamDef<Name, Reduced>, 'sidecars' | 'recordedAs'>>
