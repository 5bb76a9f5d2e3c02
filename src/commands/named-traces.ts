import { InputError } from '../base/input-error.js'

export interface NamedTraces {
  name: string
  files: string[]
}

const MAX_NAME = 60

/**
 * What `--baseline NAME=FILE FILE...` gives: the name is in the first word, with a file behind the = or without one, so that
 * the shell may expand the others; words that repeat the name are files, too.
 * @throws InputError without a name.
 */
export function namedTraces(flag: string, words: readonly string[]): NamedTraces {
  const [first = '', ...rest] = words
  const at = first.indexOf('=')
  const name = first.slice(0, Math.max(0, at)).trim()
  if (name === '' || name.length > MAX_NAME)
    throw new InputError({
      path: flag,
      expected: `NAME=FILE..., with a name of 1 to ${MAX_NAME} characters`,
      found: `"${first.slice(0, 2 * MAX_NAME)}"`,
      remedy: `name the condition, as in ${flag} "swappiness 10=a.txt" b.txt`,
    })
  const prefix = first.slice(0, at + 1)
  const files = [first, ...rest].map((word) => (word.startsWith(prefix) ? word.slice(prefix.length) : word))
  return { name, files: files.filter((file, index) => index > 0 || file !== '') }
}

/** @throws InputError where the two names are the same. */
export function bothNamed(
  baseline: readonly string[],
  treatment: readonly string[],
): [NamedTraces, NamedTraces] {
  const sides: [NamedTraces, NamedTraces] = [
    namedTraces('--baseline', baseline),
    namedTraces('--treatment', treatment),
  ]
  if (sides[0].name === sides[1].name)
    throw new InputError({
      path: '--treatment',
      expected: 'another name than that of the baseline',
      found: `"${sides[1].name}" twice`,
      remedy: 'give the two conditions different names',
    })
  return sides
}
