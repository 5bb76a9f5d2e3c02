import { readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'

type Pages = Record<string, string>
type Check = (pages: Pages) => string[]
interface Register {
  names: string[]
  pages: Record<string, { says: string; in?: string; has?: string; measured?: string; history?: string }[]>
}
const load = async (name: string) => await import(`../../scripts/docs-check/${name}.mjs`)
const links: Check = (await load('links')).links
const commands: Check = (await load('commands')).commands
const words: Check = (await load('words')).words
const numbers: (pages: Pages, register?: Register) => string[] = (await load('numbers')).numbers
const { remade } = await load('made')
const pages: Pages = (await load('pages')).pages()

test.each([
  ['links', links],
  ['commands', commands],
  ['numbers', numbers],
  ['words', words],
] as const)('npm run docs:check: %s', (_, check) => {
  expect(check(pages)).toEqual([])
})

const broken = (check: Check, text: string, path = 'docs/made-up.md') => check({ [path]: text })

test('a dead link, a heading that is not there, and a link without https are found, good ones are not', () => {
  const text = [
    'See [a](../README.md#install), [b](nowhere.md), [c](../README.md#nowhere),',
    '<img src="none.png"> and [d](http://example.org/).',
  ].join('\n')
  expect(broken(links, text)).toEqual([
    'docs/made-up.md:1: expected a file behind the link nowhere.md, found none',
    'docs/made-up.md:1: expected a heading #nowhere in README.md, found none',
    'docs/made-up.md:2: expected a file behind the link none.png, found none',
    'docs/made-up.md:2: expected a link with https, found http://example.org/',
  ])
})

test.each([
  ['`mglru-report anlyze x`', 'expected a command of mglru-report, found anlyze'],
  [
    '```sh\nnpm run --silent mglru-report -- analyze x --ouptut y\n```',
    'expected an option of mglru-report analyze, found --ouptut',
  ],
  ['    run-experiment --blokcs 3', 'expected an option of the collectors, found --blokcs'],
  ['`collectors/lab/lab --siute x`', 'expected an option of the lab, found --siute'],
  ['`npm run nothing`', 'expected a script of package.json, found nothing'],
  ['`make -C collectors nothing`', 'expected a target of collectors/Makefile, found nothing'],
  ['`src/nothing.ts`', 'expected a file, found no src/nothing.ts'],
])('%s is found', (text, what) => {
  expect(broken(commands, text).map((one) => one.replace(/^[^ ]+ /, ''))).toEqual([what])
})

test('commands that exist are not', () => {
  const text = [
    '```sh',
    'mglru-report analyze --off a --on b -o c   # with --nothing',
    'collectors/run-experiment --blocks 12 -- ./my-benchmark --its-options',
    'npm run lab -- --quick',
    '```',
  ]
  expect(broken(commands, text.join('\n'))).toEqual([])
})

const REGISTER: Register = { names: ['(?<=Linux )[\\d.]+'], pages: {} }

test('a number that nothing holds is found, the name of a version and code are not', () => {
  const text = 'On Linux 6.12 it takes 17 s, `--blocks 12`.\n'
  expect(numbers({ 'docs/made-up.md': text }, REGISTER)).toEqual([
    'docs/made-up.md:1: 17: expected what holds this number in scripts/docs-check/numbers.yaml: …On Linux 6.12 it takes 17 s, `--blocks 12`. …',
  ])
})

test('what holds a number has to be there, and to say it', () => {
  const found = (entry: Register['pages'][string][number], text = 'It has at most 6 blocks.\n') =>
    numbers({ 'docs/made-up.md': text }, { names: [], pages: { 'docs/made-up.md': [entry] } })
  const says = 'at most 6 blocks'
  const file = 'src/compare/test-plan.ts'
  expect(found({ says, in: file, has: 'MIN_BLOCKS = 6' })).toEqual([])
  expect(found({ says, measured: 'bench/compare.mjs' })).toEqual([])
  expect(found({ says, in: file, has: 'MIN_BLOCKS = 7' })).toHaveLength(1)
  expect(found({ says, in: 'src/nothing.ts', has: '6' })).toHaveLength(1)
  expect(found({ says, measured: 'bench/nothing.mjs' })).toHaveLength(1)
  expect(found({ says })).toHaveLength(1)
  // the page says something else by now: the entry and the number
  expect(found({ says, in: file, has: 'MIN_BLOCKS = 6' }, 'It has at most 8 blocks.\n')).toHaveLength(2)
})

test('an entry of the changelog has to name what holds its numbers', () => {
  const found = (text: string) => numbers({ 'CHANGELOG.md': text }, REGISTER)
  expect(found('- Stalls are 3 to 5 times as long.\n')).toHaveLength(2)
  expect(found('- Stalls are 3 to 5 times as long ([docs](docs/statistics.md)).\n')).toEqual([])
})

test('a page that says that it is generated has to be what generates it', () => {
  const page = pages['docs/checks.md'] as string
  expect(numbers({ 'docs/checks.md': page })).toEqual([])
  expect(numbers({ 'docs/checks.md': `${page}And 17 more.\n` })).toHaveLength(1)
  expect(numbers({ 'docs/x.md': '# X\n\n<!-- Written by bench/nothing -->\n' })).toHaveLength(1)
})

test('a generated part that was edited is found', () => {
  const edited = (pages['README.md'] as string).replace('| 61% |', '| 16% |')
  expect(edited).not.toBe(pages['README.md'])
  expect(numbers({ 'README.md': edited })).toHaveLength(1)
  expect(remade(edited)).toBe(pages['README.md'])
})

test('a word that a kernel developer would not write is found', () => {
  expect(broken(words, `It ran on the ${'test'} box.`)).toHaveLength(1)
})

test('docs/recordings.md is what the results say; if not, run: npm run bench:recordings', async () => {
  const results = JSON.parse(readFileSync('bench/recordings/results.json', 'utf8'))
  const made = '../../bench/recordings/page.mjs'
  expect(pages['docs/recordings.md']).toBe((await import(made)).page(results))
})

test('README is short, and shows the first screen for light and dark', () => {
  const readme = pages['README.md'] as string
  expect(readme.split('\n').length).toBeLessThanOrEqual(150)
  expect(readme).toMatch(/docs\/report-dark\.png[\s\S]*docs\/report-light\.png/)
})

test.each(['collectors', 'not-read', 'wrong-number'])(
  'the issue form %s asks for what inspect prints',
  (name) => {
    expect(readFileSync(`.github/ISSUE_TEMPLATE/${name}.md`, 'utf8')).toContain(
      'paste what `mglru-report inspect',
    )
  },
)
test('the changelog keeps its form: versions, newest first, and in each the kinds of changes', () => {
  const text = pages['CHANGELOG.md'] as string
  expect(text).toContain('https://keepachangelog.com/')
  const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)
  expect(headings[0]).toBe('[Unreleased]')
  for (const heading of headings.slice(1)) expect(heading).toMatch(/^\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d$/)
  for (const heading of headings)
    expect(text).toContain(`\n[${heading?.replace(/^\[|\].*$/g, '')}]: https://`)
  const kinds = [...text.matchAll(/^### (.*)$/gm)].map(([, kind]) => kind)
  const allowed = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security']
  expect(kinds.filter((kind) => !allowed.includes(kind as string))).toEqual([])
})
