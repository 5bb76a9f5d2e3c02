// jest's transform by swc, and the usual globals as names of each module's own.
import swc from '@swc/jest'

/**
 * Tests run in a vm context, where each look at a global goes through an interceptor: loops with Math took seven times as long.
 * These are looked up once in a module. A test that replaces one of them would not be heard; none does.
 */
const GLOBALS = [
  'Array',
  'BigInt',
  'Float64Array',
  'JSON',
  'Map',
  'Math',
  'Number',
  'Object',
  'Set',
  'String',
  'Uint8Array',
  'Uint32Array',
]

/** On the first line, so that all others keep their numbers. */
function withOwnGlobals(code) {
  const used = GLOBALS.filter((name) => new RegExp(`\\b${name}\\b`).test(code))
  return used.length === 0 ? code : `const { ${used.join(', ')} } = globalThis; ${code}`
}

export default {
  createTransformer(options) {
    const own = swc.createTransformer(options)
    const fast = (result) => ({ ...result, code: withOwnGlobals(result.code) })
    return {
      ...own,
      process: (...all) => fast(own.process(...all)),
      processAsync: async (...all) => fast(await own.processAsync(...all)),
      getCacheKey: (...all) => `${own.getCacheKey(...all)}${GLOBALS.join('').length}`,
    }
  },
}
