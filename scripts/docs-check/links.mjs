// Links within the repository lead to a file and to a heading of it; pictures are there.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { problem } from './pages.mjs'

const LINK = /\]\(<?([^()\s>]+(?:\([^()\s]*\)[^()\s]*)*)>?(?:\s+"[^"]*")?\)|(?:src|srcset|href)="([^"]+)"/g

/** As forges make them of headings: small letters, spaces to hyphens, no punctuation; a number for the second of its name. */
export function anchors(text) {
  const seen = new Map()
  const plain = text.replace(/^```[\s\S]*?^```/gm, '')
  return new Set(
    [...plain.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => {
      const slug = heading
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}_ -]/gu, '')
        .replaceAll(' ', '-')
      const count = seen.get(slug) ?? 0
      seen.set(slug, count + 1)
      return count === 0 ? slug : `${slug}-${count}`
    }),
  )
}

/** @param {Record<string, string>} pages */
export function links(pages) {
  return Object.entries(pages).flatMap(([path, text]) => {
    const code = text.replace(/^```[\s\S]*?^```|`[^`\n]*`/gm, (all) => ' '.repeat(all.length))
    return [...code.matchAll(LINK)].flatMap(({ 1: one, 2: other, index }) => {
      const target = one ?? other
      if (/^https:\/\/[^/\s]+\.[a-z]+(?:\/|$)/.test(target)) return []
      if (/^[a-z]+:/.test(target))
        return [problem(path, text, index, `expected a link with https, found ${target}`)]
      const [file, anchor] = target.split('#')
      const to = file === '' ? path : normalize(join(dirname(path), decodeURI(file)))
      if (!existsSync(to))
        return [problem(path, text, index, `expected a file behind the link ${target}, found none`)]
      if (anchor === undefined || statSync(to).isDirectory()) return []
      return anchors(pages[to] ?? readFileSync(to, 'utf8')).has(anchor)
        ? []
        : [problem(path, text, index, `expected a heading #${anchor} in ${to}, found none`)]
    })
  })
}

/** Links to other sites, for --online. */
export const elsewhere = (pages) => [
  ...new Set(
    Object.values(pages).flatMap((text) =>
      [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(LINK)]
        .map(([, one, other]) => one ?? other)
        .filter((target) => target.startsWith('https://')),
    ),
  ),
]
