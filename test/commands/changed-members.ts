type Step = string | number

/** Stands for a member that is taken away. */
const GONE = Symbol('gone')
const SCRIPT = '</script><script>alert(1)</script><img src=x onerror=alert(1)>"\'`|\n# x'
const VALUES: readonly (readonly [name: string, value: unknown])[] = [
  ['nothing', GONE],
  ['null', null],
  ['below 0', -1],
  ['a fraction', 0.5],
  ['2^53', 2 ** 53],
  ['1e308', 1e308],
  ['a script', SCRIPT],
  ['no text', ''],
  ['a long text', 'x'.repeat(100_000)],
  ['an object', {}],
  ['a list', []],
  ['true', true],
  ['a prototype', JSON.parse('{"__proto__": {"a": 1}, "constructor": 1, "toString": 2}')],
  ['a deep list', JSON.parse(`${'['.repeat(90)}${']'.repeat(90)}`)],
]

/** The first place of each kind of member: of a list that of its first elements. */
function placesIn(value: unknown): Step[][] {
  const found = new Map<string, Step[]>()
  const walk = (one: unknown, path: Step[], kind: string) => {
    if (!found.has(kind)) found.set(kind, path)
    if (Array.isArray(one)) for (const [at, item] of one.entries()) walk(item, [...path, at], `${kind}[]`)
    else if (typeof one === 'object' && one !== null)
      for (const [name, item] of Object.entries(one)) walk(item, [...path, name], `${kind}.${name}`)
  }
  walk(value, [], '')
  return [...found.values()].filter((path) => path.length > 0)
}

/** Documents in each of which one member is another value: every kind of member once, and each value in turn. */
export function* changed(document: unknown, every = 1): Generator<{ what: string; value: unknown }> {
  for (const [index, path] of placesIn(document).entries()) {
    if (index % every !== 0) continue
    const [name, put] = VALUES[(index / every) % VALUES.length] as (typeof VALUES)[number]
    const value = structuredClone(document)
    let inside = value as Record<Step, unknown>
    for (const step of path.slice(0, -1)) inside = inside[step] as Record<Step, unknown>
    const last = path.at(-1) as Step
    if (put !== GONE) inside[last] = put
    else if (Array.isArray(inside)) inside.splice(Number(last), 1)
    else delete inside[last]
    yield { what: `${path.join('.')} is ${name}`, value }
  }
}
