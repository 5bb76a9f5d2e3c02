// Jest's environment without a vm context: tests run in the realm of Node itself, so globals are looked up as fast as in the program
// and an Error of Node's is an Error of the test's.
import { ModuleMocker } from 'jest-mock'

const { exit } = process
const { console } = globalThis

export default class OneRealm {
  global = globalThis
  moduleMocker = new ModuleMocker(globalThis)
  fakeTimers = null
  fakeTimersModern = null

  /** A file whose first comment has `@own-modules` gets modules that no other file had. */
  constructor(_, { docblockPragmas }) {
    this.ownModules = 'own-modules' in docblockPragmas
  }

  getVmContext() {
    return null
  }

  exportConditions() {
    return ['node', 'node-addons']
  }

  async setup() {}

  /** Takes back what jest puts into the realm for one file. */
  async teardown() {
    process.exit = exit
    globalThis.console = console
    delete globalThis[Symbol.for('EVENT_HANDLERS')]
  }
}
