// The environment of the tests, which also writes down the CPU time (user and system, of the process and of the children that
// ended) that each test file took, in the file that SUITE_CPU names.
import { appendFileSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import TestEnvironment from '../../test/runner/environment.mjs'

/** In seconds. */
function spent() {
  const { user, system } = process.cpuUsage()
  // behind the name, which may hold spaces: state is field 3, cutime and cstime are 16 and 17, in hundredths of one second
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1).split(' ')
  return (user + system) / 1e6 + (Number(fields[13]) + Number(fields[14])) / 100
}

export default class extends TestEnvironment {
  constructor(config, context) {
    super(config, context)
    this.began = spent()
    this.wall = Date.now()
    this.file = relative(config.globalConfig.rootDir, context.testPath)
  }

  async teardown() {
    await super.teardown()
    const megabytes = process.memoryUsage().rss / 1e6
    const row = [this.file, spent() - this.began, (Date.now() - this.wall) / 1000, megabytes]
    appendFileSync(process.env.SUITE_CPU, `${JSON.stringify(row)}\n`)
  }
}
