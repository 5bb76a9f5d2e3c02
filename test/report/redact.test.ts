import { describe, expect, test } from '@jest/globals'
import type { Report } from '../../src/model/report.js'
import { renderJson } from '../../src/render/json.js'
import { OUTPUT_FORMATS } from '../../src/render/output-formats.js'
import { PRIVATE_KINDS, type PrivateKind, type PrivatePart } from '../../src/report/private-part.js'
import { PRIVATE_PARTS, redactor } from '../../src/report/redact.js'
import { buildReport } from '../../src/report/report.js'
import { loadFixture } from '../fixtures.js'

const clean = (text: string, keep: PrivateKind[] = []) => redactor(new Set(keep)).text(text)

const EXAMPLES = PRIVATE_PARTS.flatMap((part) =>
  part.examples.map((marked): [string, PrivatePart] => [marked, part]),
)

test.each(EXAMPLES)('%s', (marked, { kind }) => {
  const text = marked.replace(/[«»]/g, '')
  const [, before = '', secret = '', after = ''] = /^([\s\S]*)«([\s\S]*)»([\s\S]*)$/.exec(marked) ?? []
  const one = redactor(new Set())
  const cleaned = one.text(text)
  expect(cleaned).not.toContain(secret)
  expect(cleaned.startsWith(before) && cleaned.endsWith(after)).toBe(true)
  expect(one.redacted()).toMatchObject([{ kind, places: 1 }])
  // what stands for it is not found again
  expect(clean(cleaned)).toBe(cleaned)
  expect(redactor(new Set()).text(cleaned)).toBe(cleaned)
  expect(clean(text, Object.keys(PRIVATE_KINDS) as PrivateKind[])).toBe(text)
  const keeping = redactor(new Set([kind]))
  keeping.text(text)
  expect(keeping.redacted().map((found) => found.kind)).not.toContain(kind)
})

test('every definition has an example, and each kind a definition', () => {
  expect(PRIVATE_PARTS.filter(({ examples }) => examples.length === 0)).toEqual([])
  expect(new Set(PRIVATE_PARTS.map(({ kind }) => kind))).toEqual(new Set(Object.keys(PRIVATE_KINDS)))
})

test.each([
  'a'.repeat(64),
  '6.12.107+deb13-cloud-amd64',
  'linux-image-5.10.0.1-amd64',
  'b01-1-mglru-off',
  'kworker/u8:1',
  '0x0007',
  '12:34:56',
  'std::vector<int>::push_back',
  '0000:00:1f.2',
  'homes/alice',
  '/dev/root',
  'root=/dev/vda1',
  'stress-ng-vm',
  'runs/b02-1-mglru-off/vmscan.ndjson.gz:4',
  'off-1.txt.stress.yaml',
  'libc.so.6, libz.so and a.out, main.c:12, run.sh, setup.py',
  'vm.swappiness net.ipv4.tcp_mem kernel.numa_balancing',
  'getty@tty1.service, malloc@plt, memcpy@@GLIBC_2.14',
  'pass: 12 of 12 checks pass; bypass=1',
  'user 1.23 s, system 4.56 s; user space',
  '127.0.0.1 and ::1',
  'mm_vmscan_direct_reclaim_begin: order=0 gfp_flags=GFP_HIGHUSER_MOVABLE',
  'sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  '(host 1), (user 2), (withheld)',
])('what looks alike stays: %s', (text) => {
  expect(clean(text)).toBe(text)
})

test('the same has the same number, another has another: ids stay apart', () => {
  const one = redactor(new Set())
  const [a, b] = ['12345678-1234-1234-1234-123456789abc', '12345678-1234-1234-1234-123456789abd']
  expect([a, b, a].map(one.text)).toEqual(['(id 1)', '(id 2)', '(id 1)'])
  expect(one.redacted()).toEqual([{ kind: 'ids', values: 2, places: 3 }])
})

test('names that a manifest tells are found in any text', () => {
  const one = redactor(new Set(), new Set(['reclaim']))
  one.learn([
    'kernelBuild=#1 SMP (x)',
    '/home/mallory/x',
    'nodename=frodo',
    'hostname: db7.example.org',
    '/home/reclaim/y',
  ])
  expect(one.text('Mallory on frodo, db7 and mallory2: reclaim')).toBe(
    '(user 1) on (host 1), (host 2) and mallory2: reclaim',
  )
})

test('arguments are read with the option and the program before them', () => {
  const argv = ['mysql', '-u', 'x', '-phunter2', '--password', 'hunter3', '--host', 'db1', 'vm', '10.1.2.3']
  expect(redactor(new Set()).argv(argv)).toEqual([
    'mysql',
    '-u',
    'x',
    '-p(withheld)',
    '--password',
    '(withheld)',
    '--host',
    '(host 1)',
    'vm',
    '(address 1)',
  ])
  expect(redactor(new Set()).argv(['sshpass', '-p', 'hunter2', 'ssh'])).toEqual([
    'sshpass',
    '-p',
    '(withheld)',
    'ssh',
  ])
})

test('a report says how much of each kind was taken out of it, and --keep keeps a kind', async () => {
  const experiment = await loadFixture('fixtures/constructed/blocks')
  const text = 'BUG at ffffffff81234567 in /home/alice/a.out of alice, id 0123456789abcdef0123456789abcdef'
  experiment.warnings.push({ id: 'x', severity: 'note', text, subject: null })
  const report = buildReport(experiment)
  expect(JSON.stringify(report)).not.toMatch(/alice|ffffffff8|01234567/)
  expect(report.redactions.join(' ')).toContain(
    'In texts: 1 user name, 1 machine or disk id, 1 kernel address (--keep users,ids,kernel-addresses keeps them).',
  )
  expect(report.redacted).toEqual([
    { kind: 'users', values: 1, places: 2 },
    { kind: 'ids', values: 1, places: 1 },
    { kind: 'kernel-addresses', values: 1, places: 1 },
  ])
  const kept = JSON.stringify(buildReport(experiment, ['users']))
  expect(kept).toContain('/home/alice/a.out of alice')
  expect(kept).not.toContain('ffffffff8')
  expect(JSON.stringify(buildReport(experiment, ['texts']))).toContain(text)
})

describe('forgetting the redactor does not compile', () => {
  const draft = {} as Report
  test('no output takes a report that did not go through it', () => {
    // @ts-expect-error a report with plain texts
    const json = () => renderJson(draft)
    // @ts-expect-error the same
    const html = () => OUTPUT_FORMATS.html(draft, {})
    expect([json, html]).toHaveLength(2)
  })
})
