import type { Better } from '../model/comparison.js'

/** What a figure is for: headline figures are primary where nothing else was declared, descriptive ones are never tested. */
export type FigureRole = 'headline' | 'secondary' | 'descriptive'

/** One figure as a program printed it. */
export interface Printed {
  /** Parts of its name, such as job, direction and quantity; joined with dots. */
  name: readonly string[]
  /** In the unit of the program; what is not a number at or above 0 is refused. */
  value: number
  unit: string
  better: Better
  role: FigureRole
  /** Why this figure must not be used although it was printed; absent where nothing is wrong. */
  refused?: string
}

/** What one reader found in the output of a workload. */
export interface ProgramOutput {
  program: string
  /** As the output has it; null where it does not say. */
  version: string | null
  printed: Printed[]
  /** What is wrong with the output as a whole, sentences' parts. */
  problems: string[]
}

/** A figure of one run. */
export interface Figure {
  /** Letters, digits, ".", "_" and "-": the metric is `workload:NAME`. */
  name: string
  /** Null where it cannot be used; `reason` then says why. */
  value: number | null
  reason: string | null
  unit: string
  better: Better
  role: FigureRole
  program: string
  version: string | null
  /** Id of the reader. */
  reader: string
}

const MAX_NAME = 100

/**
 * The parts as one name: what is no letter, digit or one of "_", "+" and "-" becomes "-", at most 100 characters. Empty where no
 * part has a letter or digit.
 */
export function figureName(parts: readonly string[]): string {
  return parts
    .map((part) =>
      part
        .slice(0, 4 * MAX_NAME)
        .replace(/[^A-Za-z0-9._-]+/g, '-')
        .replace(/^[-._]+|[-._]+$/g, ''),
    )
    .filter((part) => part !== '')
    .join('.')
    .slice(0, MAX_NAME)
    .replace(/[-._]+$/, '')
}

/** A unit that can be shown: short, without spaces or markup. */
export const isUnit = (unit: string) => /^(?:[A-Za-zµμ%°][A-Za-z0-9µμ%°/._^-]{0,23})?$/.test(unit)

/** The number in a text, NaN where it is none: JSON and C forms, without spaces. */
export function numberOf(text: string): number {
  if (/^[+-]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][+-]?\d{1,3})?$/.test(text)) return Number(text)
  return Number.NaN
}

/** Words of programs that print figures which are no numbers. */
export const NO_NUMBER = /^[+-]?(?:nan|inf|infinity|null|n\/a|none)$/i
