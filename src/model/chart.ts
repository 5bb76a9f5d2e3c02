import type { Report } from './report.js'

/** A figure: its title is the finding, its table holds the same numbers for readers who do not see the picture. */
export interface Figure {
  id: string
  title: string
  subtitle: string
  /** For readers who do not see it: what it shows, with its numbers. */
  alt: string
  howToRead: string
  /** Vega-Lite; a test compiles every one of them and accepts no warning. */
  spec: object
  /** Set where the horizontal axis is this time: brushing one such figure zooms all of them. */
  time?: 'measured-seconds'
  /** What a tooltip says of a mark: fields of its datum with their labels, in this order; all fields without it. */
  tooltip?: Readonly<Record<string, string>>
  table: { columns: string[]; rows: string[][] }
  /** Of small multiples: figures of one grid follow each other, and share its title and caption. */
  grid?: Grid
  /** Shown when the reader opens the section of further figures. */
  folded?: boolean
}

export interface Grid {
  id: string
  title: string
  subtitle: string
  howToRead: string
}

export interface ChartDef {
  id: string
  /** Empty when the report has nothing for this chart to show. */
  figures(report: Report): Figure[]
  /** What a reader may look for in vain and why: not recorded, lost, or nothing occurred; null when all is there. */
  absent?(report: Report): string | null
}
