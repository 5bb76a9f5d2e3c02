import type { Unit } from './units.js'
import type { Warning } from './warning.js'

/**
 * What each stream's reduction gives for one run. Every file in src/streams adds its own member by declaration
 * merging, so that a new stream stays one file and one line.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the stream definitions
export interface StreamValues {}

export type StreamId = keyof StreamValues & string

/** A file of one run, and what it is to the stream. */
export interface StreamFile {
  role: string
  path: string
  /** How the file is called in messages and reports: the name it was given under, or its place in the experiment. */
  name: string
}

export interface Column {
  name: string
  unit: Unit | 'text'
  doc: string
}

/** Present with what was found strange on the way, or missing with the reason; never a made-up zero. */
export type Reduction<T> =
  | { present: true; value: T; warnings: Warning[] }
  | { present: false; reason: string }

/** The measured part of a run, in nanoseconds of both clocks that streams use; ends are exclusive. */
export interface Window {
  monotonic: { start: bigint; end: bigint }
  boottime: { start: bigint; end: bigint }
}

/** Lines that begin from byte `from` to `to` (exclusive) of a file that is not compressed. */
export interface LineRange {
  from: number
  to: number
}

/** How a long trace is read in ranges side by side. What comes out is what reduce gives, or null where only that can tell. */
export interface StreamParts<T> {
  /** What a range adds, as plain data. */
  read(files: readonly StreamFile[], range: LineRange, window: Window | null): Promise<unknown>
  /** What two neighbouring ranges add. */
  join(one: unknown, next: unknown): unknown
  end(
    whole: unknown,
    files: readonly StreamFile[],
    run: string,
    window: Window | null,
  ): Promise<Reduction<T> | null>
}

export interface StreamDef<T> {
  id: string
  title: string
  /** What it is, for someone who has not met it. Goes to the documentation and the report's glossary. */
  what: string
  /** What records it. */
  collector: string
  caveats: string
  columns: readonly Column[]
  /** Files that belong to the trace `X` of a run given as bare files: X + suffix. */
  sidecars: readonly { suffix: string; role: string }[]
  /** Streams of an experiment directory that it can be reduced from, best first. */
  recordedAs: readonly string[]
  /**
   * Reads the files and gives what stays in memory. `window` is null where nothing tells which part of the run counts.
   * Throws InputError for input that cannot be used.
   */
  reduce(files: readonly StreamFile[], run: string, window: Window | null): Promise<Reduction<T>>
  parts?: StreamParts<T>
}
