import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { commandLine } from '../../src/cli.js'
import { explainedAs, mentions } from '../../src/commands/known-words.js'
import { renderComment } from '../../src/render/comment.js'
import { renderMarkdown } from '../../src/render/markdown.js'
import { renderText } from '../../src/render/text.js'
import { GLOSSARY } from '../../src/report/glossary.js'
import { WORDS } from '../../src/report/words/index.js'
import { FIXTURES, reportOf } from '../fixtures.js'
import { literals } from '../literals.js'
import { runCli } from '../run-cli.js'

/**
 * Words of English, and names of programs and formats: what a reader who programs knows. Any other word that the program
 * prints has to be known to `explain`; a new one is explained in src/report/words, or is one of these.
 */
const ORDINARY = new Set(readFileSync(new URL('ordinary-words.txt', import.meta.url), 'utf8').split(/\s+/))

/** The words of a text, in small letters: no paths, no names of files, nothing in braces, no words cut short. */
function wordsOf(text: string): string[] {
  const plain = text.replace(
    /\]\([^)]*\)|https?:\S+|\S*[/@<>{}=$\\]\S*|\S*\.(?:md|txt|json|gz|svg|csv|html|yaml)\b\S*|\S+(?:…|\.\.\.)|…\S+|&[a-z]+;/g,
    ' ',
  )
  return [...plain.matchAll(/(?<![\w.-])(?:[A-Za-z][a-z]+|[A-Z]{2,})(?![\w]|\.\w|-\w)/g)].map(([word]) =>
    word.toLowerCase(),
  )
}
/** Names of counters, functions and settings of the kernel, and of fields: with an underscore, or dots between small letters. */
const namesOf = (text: string) =>
  [...text.matchAll(/(?<![\w./:-])[a-z]+[a-z0-9]*(?:[_.][a-z]+[a-z0-9]*)+(?![\w/(]|\.\w)/g)].map(
    ([name]) => name,
  )

const known = (word: string) => explainedAs(word) !== null || mentions(word).length > 0
const unknown = (text: string) =>
  [...new Set(wordsOf(text).filter((word) => !ORDINARY.has(word) && !known(word)))].sort()

test('a word that nobody explains is found, one that is explained is not', () => {
  expect(unknown('The flurbostat of this run; kasan, evicted pages, a p value')).toEqual(['flurbostat'])
})

test('no word is both ordinary and explained, and the list is in order', () => {
  const list = [...ORDINARY].filter((word) => word !== '')
  expect(list.filter((word) => explainedAs(word) !== null)).toEqual([])
  expect(list).toEqual(list.toSorted())
})

test('explain knows every word of the help, of lists and of explanations', async () => {
  let text = ''
  const { program } = commandLine({
    stdout: { write: (part) => (text += part) },
    stderr: { write: () => {} },
  })
  for (const one of [program, ...program.commands]) one.outputHelp()
  text += (await runCli('list')).stdout
  for (const { what, title } of [...GLOSSARY, ...WORDS]) text += `\n${title}. ${what}`
  for (const page of ['checks', 'metrics', 'streams']) text += readFileSync(`docs/${page}.md`, 'utf8')
  text += spawnSync('collectors/run-experiment', ['--help'], { encoding: 'utf8' }).stdout
  text += spawnSync('collectors/run-experiment', ['--list'], { encoding: 'utf8' }).stdout
  expect(unknown(text)).toEqual([])
})

test('… of every message', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  )
  const sentences = sources
    .flatMap((file) => literals(join('src', file)))
    .filter((text) => /^[^{}<>$|^\\;]*[a-z] [a-z][^{}<>$|^\\;]*$/i.test(text))
  const said = readdirSync('collectors/experiment')
    .flatMap((file) => readFileSync(join('collectors/experiment', file), 'utf8').split('\n'))
    .flatMap(
      (line) => /\b(?:say|fail|note|warn|problem|stop_experiment) "((?:[^"\\]|\\.)*)"/.exec(line)?.[1] ?? [],
    )
  expect(sentences.length).toBeGreaterThan(500)
  expect(said.length).toBeGreaterThan(80)
  expect(unknown([...sentences, ...said].join('\n'))).toEqual([])
})

test.each(FIXTURES.filter((fixture) => !fixture.includes('hostile')))(
  '… of the report of %s',
  async (fixture) => {
    const report = await reportOf(fixture)
    expect(unknown([renderText(report), renderMarkdown(report), renderComment(report)].join('\n'))).toEqual(
      [],
    )
  },
)

test('… and every name of the kernel in definitions', () => {
  const pages = ['checks', 'metrics', 'streams']
    .map((page) => readFileSync(`docs/${page}.md`, 'utf8'))
    .join('\n')
  const names = [...new Set(namesOf(pages))]
  expect(names.length).toBeGreaterThan(30)
  expect(names.filter((name) => !name.endsWith('.md') && !known(name))).toEqual([])
})

test('ids and other words of the explanations ask for one thing each', () => {
  const ids = [...GLOSSARY, ...WORDS].map(({ id }) => id)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index && id !== 'zram')).toEqual([])
  const also = WORDS.flatMap((word) => word.also)
  expect(also.filter((one, index) => also.indexOf(one) !== index)).toEqual([])
  for (const { id, what } of WORDS)
    expect({ id, long: what.length > 100 && what.endsWith('.') }).toEqual({ id, long: true })
})
