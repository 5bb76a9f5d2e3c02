// As much of jest's describe, test and hooks as the project's tests use, so that one process runs any of them any number of times.
import { expect } from 'expect'

/** What stands for @jest/globals, and what runs the tests that a file says. */
export function runner() {
  let root
  let scope
  const reset = () => {
    root = scope = { name: '', suites: [], tests: [], before: [], after: [], begun: false, parent: null }
  }
  reset()

  const describe = (name, body) => {
    const parent = scope
    scope = { name, suites: [], tests: [], before: [], after: [], begun: false, parent }
    parent.suites.push(scope)
    body()
    scope = parent
  }
  const test = (name, body) => scope.tests.push({ name, body, scope })
  const each = (say) => (rows) => (name, body) => {
    for (const [index, row] of rows.entries())
      say(`${name} #${index}`, () => (Array.isArray(row) ? body(...row) : body(row)))
  }
  describe.each = each(describe)
  test.each = each(test)
  describe.skip = test.skip = () => {}
  const globals = {
    __esModule: true,
    describe,
    test,
    it: test,
    expect,
    beforeAll: (body) => scope.before.push(body),
    afterAll: (body) => scope.after.push(body),
  }

  /** Every test that was said since the last reset, in order: [name, test]. Names are unique. */
  function tests() {
    const found = new Map()
    const collect = (suite, path) => {
      for (const one of suite.tests) {
        let name = `${path}${one.name}`
        while (found.has(name)) name += '+'
        found.set(name, one)
      }
      for (const inner of suite.suites) collect(inner, `${path}${inner.name} › `)
    }
    collect(root, '')
    return found
  }

  async function begin(suite) {
    if (suite === null || suite.begun) return
    await begin(suite.parent)
    suite.begun = true
    for (const hook of suite.before) await hook()
  }

  /** Ends with an error where the test fails. `onBegun` is called between the hooks and the test. */
  async function run(one, onBegun = () => {}) {
    await begin(one.scope)
    onBegun(one.scope)
    await one.body()
  }

  async function end(suite = root) {
    for (const inner of suite.suites) await end(inner)
    if (suite.begun || suite === root) for (const hook of suite.after) await hook()
  }

  return { globals, reset, tests, run, end }
}
