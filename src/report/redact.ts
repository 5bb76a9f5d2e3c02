/** What a text of a run may hold that names a machine or a person, and what stands for it then. */
const PRIVATE: readonly {
  what: [one: string, many: string]
  pattern: RegExp
  /** A text without it cannot match the pattern: most texts of a report are told so, ten times faster. */
  sign: RegExp
  instead: string
}[] = [
  {
    what: ['kernel address', 'kernel addresses'],
    pattern: /(?<![0-9a-z])(?:0x)?ffff[0-9a-f]{12}(?![0-9a-z])/gi,
    sign: /ffff/i,
    instead: '(kernel address)',
  },
  {
    what: ['home directory', 'home directories'],
    pattern: /(?<![\w.])\/(?:home|Users)\/(?!\()[^\s/"'`,;:()]+/g,
    sign: /\/(?:home|Users)\//,
    instead: '/home/(user)',
  },
  {
    what: ['password or key', 'passwords and keys'],
    pattern: /\b(pass(?:word|wd)?|token|secret|api[-_]?key)=(?!\()[^\s"'`,;()]+/gi,
    sign: /=/,
    instead: '$1=(withheld)',
  },
  {
    what: ['machine or disk id', 'machine and disk ids'],
    pattern:
      /(?<![0-9a-z])(?:[0-9a-f]{32}|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?:[0-9a-f]{2}:){5}[0-9a-f]{2})(?![0-9a-z:])/gi,
    sign: /[0-9a-f]{8}|:/i,
    instead: '(id)',
  },
  {
    what: ['mail address', 'mail addresses'],
    pattern: /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g,
    sign: /@/,
    instead: '(mail address)',
  },
]

/** The value with every private part of its texts replaced; and how many there were, in words. */
export function redact<T>(value: T): { value: T; found: string[] } {
  const distinct = PRIVATE.map(() => new Set<string>())
  // most texts stand in a report many times: ids of runs, metrics and streams
  const known = new Map<string, string>()
  const clean = (text: string) => {
    const done = known.get(text)
    if (done !== undefined) return done
    const cleaned = PRIVATE.reduce((left, { pattern, sign, instead }, index) => {
      if (!sign.test(left)) return left
      for (const [found] of left.matchAll(pattern)) distinct[index]?.add(found)
      return left.replace(pattern, instead)
    }, text)
    known.set(text, cleaned)
    return cleaned
  }
  const walk = (one: unknown): unknown => {
    if (typeof one === 'string') return clean(one)
    if (Array.isArray(one)) return one.map(walk)
    if (typeof one !== 'object' || one === null) return one
    return Object.fromEntries(Object.entries(one).map(([key, member]) => [key, walk(member)]))
  }
  const changed = walk(value) as T
  const found = PRIVATE.flatMap(({ what: [one, many] }, index) => {
    const count = distinct[index]?.size ?? 0
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`]
  })
  return { value: changed, found }
}
