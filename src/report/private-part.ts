/** What an option keeps, and a report counts: the kinds of private parts. */
export const PRIVATE_KINDS = {
  secrets: ['password or key', 'passwords and keys'],
  mail: ['mail address', 'mail addresses'],
  users: ['user name', 'user names'],
  ids: ['machine or disk id', 'machine and disk ids'],
  addresses: ['network address', 'network addresses'],
  hosts: ['host name', 'host names'],
  'kernel-addresses': ['kernel address', 'kernel addresses'],
} as const satisfies Readonly<Record<string, readonly [one: string, many: string]>>

export type PrivateKind = keyof typeof PRIVATE_KINDS

/** One form in which something private stands in a text. */
export interface PrivatePart {
  kind: PrivateKind
  /** A text without it cannot match: most texts of a report are told so, ten times faster. */
  sign: RegExp
  /** Linear in the text, with the flag g. What it matches is taken out; of named groups, `keep` before it and `end` after it stay. */
  pattern: RegExp
  /** Whether a match is one after all. */
  accept?: (found: string) => boolean
  /** The name is looked for in all other texts, too. */
  learn?: true
  /** Texts with the private part in them between « and ». */
  examples: readonly string[]
}

/** What stands for a private part; the same number for the same, so that two stay two. Of secrets there are no numbers. */
export function standIn(kind: PrivateKind, number: number): string {
  const names = {
    secrets: '(withheld)',
    mail: `(mail address ${number})`,
    users: `(user ${number})`,
    ids: `(id ${number})`,
    addresses: `(address ${number})`,
    hosts: `(host ${number})`,
    'kernel-addresses': `(kernel address ${number})`,
  }
  return names[kind]
}
