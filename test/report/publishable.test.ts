import { expect, test } from '@jest/globals'
import { publishableHost, publishableWorkload } from '../../src/report/publishable.js'
import { buildReport } from '../../src/report/report.js'
import { loadFixture } from '../fixtures.js'

const workload = (profile: string | null, argv: string[]) => ({
  profile,
  argv,
  timeoutSeconds: null,
  memoryMaxBytes: null,
})

test('arguments of a command of one’s own are withheld, those of a profile are not', () => {
  const own = workload(null, ['/home/someone/bin/load', '--password', 'secret', 'db.example.invalid'])
  expect(publishableWorkload(own, [])).toMatchObject({
    profile: null,
    argv: ['load'],
    withheld: 3,
    summary: 'load --password …',
  })
  expect(publishableWorkload(own, ['argv'])).toMatchObject({
    profile: null,
    argv: ['load', '--password', 'secret', 'db.example.invalid'],
    withheld: 0,
  })
  expect(publishableWorkload(workload('seed', ['stress-ng', '--vm', '1']), [])).toMatchObject({
    profile: 'seed',
    argv: ['stress-ng', '--vm', '1'],
    withheld: 0,
  })
})

test('of the host only what does not name it', async () => {
  const experiment = await loadFixture('fixtures/constructed/blocks')
  const host = experiment.manifest?.value.host
  if (host === undefined) throw new Error('no manifest')
  const named = { ...host, hostname: 'secret-host', kernelBuild: 'built by me@secret-host' }
  expect(JSON.stringify(publishableHost(named))).not.toContain('secret-host')
  expect(JSON.stringify(buildReport(experiment))).not.toContain('kernelBuild')
})
