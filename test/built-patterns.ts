import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type ParserOptions, parse } from '@babel/parser'

/** A pattern of src, without the flag that makes it look on; one that is bound to a place is tried at the begin. */
export interface Pattern {
  file: string
  line: number
  regex: RegExp
}

const OPTIONS: ParserOptions = { sourceType: 'module', plugins: ['typescript'] }
export const FILES = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
)

export const plain = (source: string, flags: string) => new RegExp(source, flags.replace('g', ''))

type Found<Node> = Node & { loc?: { start: { line: number } } }

const programs = new Map<string, unknown>()

function programOf(file: string): unknown {
  const known = programs.get(file) ?? parse(readFileSync(join('src', file), 'utf8'), OPTIONS).program
  programs.set(file, known)
  return known
}

/** Every node of a kind in a file of src. */
export function nodesIn<Node>(
  file: string,
  type: string,
  accept: (node: Node) => boolean = () => true,
): Found<Node>[] {
  const found: Found<Node>[] = []
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    if ((node as { type?: string }).type === type && accept(node as Node)) found.push(node as Found<Node>)
    for (const [name, member] of Object.entries(node)) if (name !== 'loc') walk(member)
  }
  walk(programOf(file))
  return found
}

/** How often `new RegExp(` stands in each file that has it. */
export const BUILDING: ReadonlyMap<string, number> = new Map(
  FILES.flatMap((file): [string, number][] => {
    const built = nodesIn<{ callee?: { name?: string } }>(
      file,
      'NewExpression',
      ({ callee }) => callee?.name === 'RegExp',
    )
    return built.length === 0 ? [] : [[file, built.length]]
  }),
)

/** The patterns that are built while the files are loaded and while `use` runs, by the file that builds them. */
export async function builtPatterns(use: () => Promise<void>): Promise<Pattern[]> {
  const found = new Map<string, Pattern>()
  const original = globalThis.RegExp
  globalThis.RegExp = new Proxy(original, {
    construct(target, args, self) {
      const regex: RegExp = Reflect.construct(target, args, self)
      const [, file] = original.prototype.exec.call(/\/src\/([^:)?]+\.ts)/, new Error().stack ?? '') ?? []
      const key = `${file} ${regex.source}`
      if (file !== undefined && !found.has(key))
        found.set(key, { file, line: 0, regex: new original(regex.source, regex.flags.replace('g', '')) })
      return regex
    },
  })
  try {
    for (const file of BUILDING.keys()) await import(resolve('src', file))
    await use()
  } finally {
    globalThis.RegExp = original
  }
  return [...found.values()]
}
