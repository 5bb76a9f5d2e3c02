import { printable } from './printable.js'

const HTML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text for HTML content and quoted attributes. */
export function escapeHtml(text: string): string {
  return printable(text, 4000).replace(/[&<>"']/g, (character) => HTML[character] ?? character)
}

/**
 * Text within a Markdown line (CommonMark and GFM) or table cell: what would be markup in that place is escaped, and only
 * that, so that the raw file reads well. Names such as `@user` or `www.x.y`, which a forge would make a mention or a
 * link, get an entity for the sign or the dot.
 */
export function escapeMarkdown(text: string): string {
  return (
    printable(text, 4000)
      .replace(/[<>]/g, (character) => HTML[character] ?? character)
      .replace(/&(?!(?:lt|gt);)(?=#?\w+;)/g, '&amp;')
      .replace(/\\(?=[!-/:-@[-`{-~]|$)/g, '\\\\')
      .replace(/[`*|$]/g, '\\$&')
      .replace(/~(?=\S)|(?<=~)~/g, '\\~')
      // within a word an underscore opens nothing
      .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
      // a link, an image or a definition needs one of these behind its brackets
      .replace(/\](?=[([:])/g, '\\]')
      .replace(/#(?=\w)/g, '\\#')
      .replace(
        /^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|[-=]+(?=\s*$)|\d+[.)](?=\s|$))/,
        (_, space: string, mark: string) => `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}`,
      )
      .replace(/@(?=\w)/g, '&#64;')
      .replace(/:\/\//g, '&#58;//')
      .replace(/\bwww\./gi, (match) => `${match.slice(0, 3)}&#46;`)
  )
}
