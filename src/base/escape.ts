import { printable } from './printable.js'

const HTML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text for HTML content and quoted attributes. */
export function escapeHtml(text: string): string {
  return printable(text, 4000).replace(/[&<>"']/g, (character) => HTML[character] ?? character)
}

/**
 * Text for a Markdown table cell or paragraph (CommonMark and GFM): every character that can begin markup is
 * backslash-escaped, and HTML's own become entities, for renderers that let HTML through. A name such as `@user` or
 * `www.x.y` would become a mention or a link on a forge: the sign and the dot become entities.
 */
export function escapeMarkdown(text: string): string {
  return printable(text, 4000)
    .replace(/[&<>]/g, (character) => HTML[character] ?? character)
    .replace(/[\\`*_{}[\]()#+!|~$^=]/g, (character) => `\\${character}`)
    .replace(
      /^(\s*)([-+]|\d+[.)])(?=\s|$)/,
      (_, space: string, mark: string) => `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}`,
    )
    .replace(/@(?=\w)/g, '&#64;')
    .replace(/:\/\//g, '&#58;//')
    .replace(/\bwww\./gi, (match) => `${match.slice(0, 3)}&#46;`)
}
