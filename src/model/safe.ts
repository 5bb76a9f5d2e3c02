declare const safe: unique symbol
/** A text that may be published: the redactor looked at it, or it was read from a report. Nothing else makes one. */
export type Safe = string & { readonly [safe]: true }

declare const own: unique symbol
/** A text of the program itself, such as the id of a metric: any string passes for one, and it needs no redactor. */
export type Own = string & { readonly [own]?: never }

/** The same with every free text in it safe. What writes reports takes nothing else, so that forgetting the redactor does not compile. */
export type Published<T> = T extends string
  ? string extends T
    ? typeof own extends keyof T
      ? T
      : Safe
    : T
  : T extends object
    ? { [K in keyof T]: Published<T[K]> }
    : T
