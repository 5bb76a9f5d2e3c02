import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'

const COLLECTORS = new URL('../../collectors/', import.meta.url).pathname
const files = ['streams', 'profiles', 'bcc'].flatMap((folder) =>
  readdirSync(COLLECTORS + folder).map((file) => `${folder}/${file}`),
)

/** The comment at the top of a script, without its marks. */
function header(file: string): string[] {
  const lines = readFileSync(COLLECTORS + file, 'utf8').split('\n')
  const first = lines[0]?.startsWith('#!') ? 1 : 0
  const end = lines.findIndex((line, index) => index >= first && !/^(\/\/|#)/.test(line))
  return lines.slice(first, end).map((line) => line.replace(/^(\/\/|#) ?/, ''))
}

test.each(files)('%s begins with its name and one sentence', (file) => {
  const name = (file.split('/')[1] ?? '').split('.')[0]
  expect(header(file)[0]).toMatch(new RegExp(`^${name}\\t[A-Z].*[.]$`))
})

test.each(files.filter((file) => file.startsWith('streams/')))(
  '%s says why, how, what comes out and what it costs',
  (file) => {
    const text = header(file)
    for (const word of ['Why:', 'How:', 'Output:', 'Overhead:', 'Caveats:', 'Kernels:']) {
      expect(text.filter((line) => line.startsWith(word))).toHaveLength(1)
    }
  },
)

test.each(files.filter((file) => file.startsWith('profiles/')))(
  '%s says what it stresses and what huge pages do',
  (file) => {
    const text = header(file)
    expect(text.filter((line) => line.startsWith('Stresses:'))).toHaveLength(1)
    expect(text.filter((line) => line.startsWith('THP:'))).toHaveLength(1)
  },
)
