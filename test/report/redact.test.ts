import { expect, test } from '@jest/globals'
import { redact } from '../../src/report/redact.js'
import { buildReport } from '../../src/report/report.js'
import { loadFixture } from '../fixtures.js'

test.each([
  [
    'RIP: ffffffff81234567 and 0xffff888012345678',
    'RIP: (kernel address) and (kernel address)',
    '2 kernel addresses',
  ],
  ['cannot open /home/alice/work/x', 'cannot open /home/(user)/work/x', '1 home directory'],
  [
    'run --token=abc123 --password=hunter2',
    'run --token=(withheld) --password=(withheld)',
    '2 passwords and keys',
  ],
  ['id 0123456789abcdef0123456789abcdef', 'id (id)', '1 machine or disk id'],
  ['UUID=12345678-1234-1234-1234-123456789abc', 'UUID=(id)', '1 machine or disk id'],
  ['from 52:54:00:12:34:56 at', 'from (id) at', '1 machine or disk id'],
  ['at FFFF888012345678', 'at (kernel address)', '1 kernel address'],
  ['/Users/bob:x', '/home/(user):x', '1 home directory'],
  ['API_KEY=x', 'API_KEY=(withheld)', '1 password or key'],
  ['id 0123456789ABCDEF0123456789ABCDEF', 'id (id)', '1 machine or disk id'],
  ['from AA:BB:CC:DD:EE:FF at', 'from (id) at', '1 machine or disk id'],
  ['ask alice@example.org.', 'ask (mail address).', '1 mail address'],
])('%s', (text, clean, found) => {
  const result = redact({ deep: [text] })
  expect(result.value.deep[0]).toBe(clean)
  expect(result.found).toEqual([found])
  // what stands for it is not found again
  expect(redact(result.value).found).toEqual([])
})

test('what looks alike stays: checksums, versions, runs, times', () => {
  const texts = [
    'a'.repeat(64),
    '6.12.107+deb13-cloud-amd64',
    'b01-1-mglru-off',
    'kworker/u8:1',
    '0x0007',
    '12:34:56',
    'homes/alice',
    'stress-ng-vm',
  ]
  expect(redact(texts)).toEqual({ value: texts, found: [] })
})

test('a report says what was taken out of it, and --keep keeps it', async () => {
  const experiment = await loadFixture('fixtures/constructed/blocks')
  experiment.warnings.push({
    id: 'x',
    severity: 'note',
    text: 'BUG at ffffffff81234567 in /home/alice/a.out',
    subject: null,
  })
  const report = buildReport(experiment)
  expect(JSON.stringify(report)).not.toMatch(/alice|ffffffff8/)
  expect(report.redactions.join(' ')).toContain('In texts: 1 kernel address, 1 home directory (')
  expect(JSON.stringify(buildReport(experiment, ['texts']))).toContain('/home/alice')
})
