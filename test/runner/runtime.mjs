// Jest's runtime with one graph of modules for all test files of a worker: src and the libraries are read, compiled and made
// warm once, and what lies in test is loaded anew for each file. With ISOLATED=1 each file has all modules to itself.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import Runtime from 'jest-runtime'

/** The runtime of the worker's first file, whose loader serves all others. */
let first

export default class SharedModules extends Runtime {
  constructor(config, environment, ...rest) {
    super(config, environment, ...rest)
    first ??= this
    this.tests = pathToFileURL(`${config.rootDir}/test/`).href
    // no context is the realm of Node itself
    this.esmLoader.getContext = () => undefined
    this.esmLoader = first.esmLoader
    // the file before has ended between two tests
    first.testState.state = 'loading'
    this.forget = (key) =>
      environment.ownModules || key.startsWith(this.tests) || key.startsWith('@jest/globals')
    if (environment.ownModules) first.registries.esModuleRegistry.clear()
  }

  setGlobalsForRuntime(globals) {
    first.jestGlobals.setEnvGlobalsOverride(globals)
  }

  // modules load while a test runs, not between tests: whoever loads them asks the first runtime for that
  enterTestCode() {
    first.testState.enterTestCode()
  }

  leaveTestCode() {
    first.testState.leaveTestCode()
  }

  getSourceMaps() {
    return first.transformCache.getSourceMaps()
  }

  // CommonJS, of the libraries and of jest, is Node's own
  requireModule(from, name) {
    return createRequire(from)(name ?? from)
  }

  requireModuleOrMock(from, name) {
    return this.requireModule(from, name)
  }

  requireInternalModule(from, name) {
    const require = createRequire(from)
    // the state of a file's tests is that of this module
    if (from.endsWith('jestAdapterInit.js')) delete require.cache[from]
    return require(name ?? from)
  }

  teardown() {
    const modules = first.registries.esModuleRegistry
    for (const key of modules.keys()) if (this.forget(key)) modules.delete(key)
    if (this !== first) super.teardown()
  }
}
