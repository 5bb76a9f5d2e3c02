// The project's TypeScript as CommonJS modules in this process, so that a changed one is loaded again with nothing but what imports it.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { Script } from 'node:vm'
import { transformSync } from '@swc/core'

const REQUIRED = /\brequire\("([^"]+)"\)/g
const ARGUMENTS = 'exports, require, module, __filename, __dirname'

/**
 * @param replaced what stands for a module instead of what its name says: by name, or by path from the project's root
 */
export function modules(replaced) {
  const compiled = new Map()
  const outside = new Map()
  const loaded = new Map()
  const changed = new Map()

  /** @returns { script, requires: [specifier, path or null] } */
  function compile(path) {
    const source = changed.get(path)
    if (source === undefined && compiled.has(path)) return compiled.get(path)
    const { code } = transformSync(source ?? readFileSync(path, 'utf8'), {
      filename: path,
      configFile: false,
      swcrc: false,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    })
    // a test may await before it says its tests
    const kind = path.endsWith('.test.ts') ? 'async function' : 'function'
    const script = new Script(`(${kind} (${ARGUMENTS}) {${code}\n})`, { filename: path })
    const requires = [...code.matchAll(REQUIRED)].map(([, name]) => name)
    const made = {
      run: script.runInThisContext(),
      requires: requires.map((name) => [name, find(path, name)]),
    }
    if (source === undefined) compiled.set(path, made)
    return made
  }

  function find(from, name) {
    if (!name.startsWith('.')) return null
    const path = resolve(dirname(from), name)
    const typed = path.replace(/\.js$/, '.ts')
    return existsSync(typed) && typed.endsWith('.ts') ? typed : null
  }

  /** Every module of the project that one needs, with itself; what is not of the project is imported. */
  async function gather(path, found = new Set()) {
    if (found.has(path)) return found
    found.add(path)
    for (const [name, own] of compile(path).requires) {
      if (own !== null) await gather(own, found)
      else {
        const key = name.startsWith('.') ? resolve(dirname(path), name) : name
        if (!outside.has(key) && !replaced.has(name))
          outside.set(key, { __esModule: true, ...(await import(key)) })
      }
    }
    return found
  }

  function require(from, name) {
    const own = find(from, name)
    if (own === null)
      return replaced.get(name) ?? outside.get(name.startsWith('.') ? resolve(dirname(from), name) : name)
    return replaced.get(relative(process.cwd(), own)) ?? load(own).exports
  }

  function load(path) {
    const old = loaded.get(path)
    if (old !== undefined) return old
    const module = { exports: {}, done: null }
    loaded.set(path, module)
    module.done = compile(path).run(
      module.exports,
      (name) => require(path, name),
      module,
      path,
      dirname(path),
    )
    return module
  }

  /** Every loaded module that imports one, at however many removes, and itself. */
  function dependents(path) {
    const importers = new Map()
    for (const from of loaded.keys())
      for (const [, own] of compile(from).requires) {
        if (!importers.has(own)) importers.set(own, [])
        importers.get(own).push(from)
      }
    const found = new Set([path])
    for (const one of found) for (const from of importers.get(one) ?? []) found.add(from)
    return found
  }

  return {
    gather,
    dependents,
    /** Loads a test file anew, to its end. */
    async loadTest(path) {
      await gather(path)
      loaded.delete(path)
      await load(path).done
    },
    /** From now on a file has this source, until it has its own again (null). */
    change(path, source) {
      const gone = dependents(path)
      if (source === null) changed.delete(path)
      else changed.set(path, source)
      for (const one of gone) loaded.delete(one)
      return gone
    },
  }
}
