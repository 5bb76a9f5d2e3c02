/** A word that reports, messages and help use, for `explain` only: reports print the longer terms of glossary.ts. */
export interface Word {
  id: string
  title: string
  /** Other words that ask for the same; their plurals, and their forms in -ed and -ing, need not be named. */
  also: readonly string[]
  what: string
}

export const word = (id: string, title: string, also: string, what: string): Word => ({
  id,
  title,
  also: also === '' ? [] : also.split(', '),
  what,
})
