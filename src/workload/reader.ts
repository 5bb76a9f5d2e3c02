import type { ProgramOutput } from './figure.js'
import type { JsonDocument } from './json-documents.js'

/** The output of a workload, standard output and error, in the forms that readers ask for. */
export interface Output {
  text: string
  /** Of `text`, without carriage returns and what they overwrite. */
  lines: readonly string[]
  /** Every JSON document that begins at the start of a line. */
  documents: readonly JsonDocument[]
}

/** Reads the figures of one program in one format. */
export interface Reader {
  id: string
  title: string
  /** What it takes from the output, and how the figures are called. */
  what: string
  /** Where the format is documented, or from which version it was captured. */
  source: string
  /** A line, or the begin of a document, without which it is not this format; cheap to look for. */
  sign: RegExp
  /** The format is one JSON document: with its sign and no document it is cut off or spoilt. */
  document?: true
  /** Figures that it counts in bins: the width of a bin over its values, at most. */
  bins?: { of: RegExp; relative: number }
  /** Null where the output is not in this format. */
  read(output: Output): ProgramOutput | null
}
