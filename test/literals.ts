import { readFileSync } from 'node:fs'

/** Every text of a program that can reach a reader: what stands between quotes outside of comments, without code in templates. */
export function literals(path: string): string[] {
  const code = readFileSync(path, 'utf8')
    .replace(/^\s*(?:\/\/|\/?\*).*$/gm, '')
    .replace(/\s\/\/ .*$/gm, '')
  return [...code.matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)].map(
    ([, single, double, template]) => (single ?? double ?? template ?? '').replace(/\$\{[^}]*\}/g, '…'),
  )
}
