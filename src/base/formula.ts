/** A text that a spreadsheet would take for a formula; also one that already has the apostrophe which says that it is none. */
export const FORMULA = /^[\s']*[=+\-@\t\r]/

/** The text of a cell before an apostrophe was set in front of it. */
export const withoutApostrophe = (cell: string): string =>
  cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell
