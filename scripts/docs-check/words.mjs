// Words that a kernel developer would not write, or that mean something else in statistics; and the notation of numbers.
import { problem } from './pages.mjs'

const BANNED =
  /\b(?:a second|per s|mend(?:s|ed|ing)?|surely|whoever|hardly|beside|anew|lately|next to nothing|in vain|by luck|nothing tells|nothing to complain|(?:is|are|was|were) (?:said|told)|not (?:to )?be compared|did not happen|nothing happened|got worse|decided|far from the other|robust standard deviations|classic lists?|generations? (?:is |are |was |were )?made|set apart|program memory|test box|put(?:ting)? (?:it |the machine )?back|hinder(?:s|ed)?|hindrances?|(?:one|that) of the tracer|bare (?:file|trace)s?|companions?|a defect of|is whole|things to know|left out|not sound|something done|(?:small|little) to matter|as much as matters|stretches|arrangements of these|middle|the other condition)\b/gi

/** Where one of the words is right, with the reason. This list may only shrink. */
const ALLOWED = [
  [/text-anchor="middle"/, 'an attribute of SVG'],
  [/vmstat-pair-beside-fio/, 'the name of a fixture'],
]

/** A text breaks a rule of notation: a space before the percent sign, a sign before the bracket, a plural of one. */
export const NOTATION = [
  [/\d[ \u202f]%(?![a-z])/, 'a space before %'],
  [/[+\u2212]\[/, 'a sign before the bracket of an interval'],
  [
    /(?<!\+ )\b1 (?:runs|events|errors|lines|blocks|records|arguments|things|checks|warnings|kills)\b/,
    'the plural of one',
  ],
]

/** The hits of a text, each with what stands around it. */
export function hits(text) {
  return [...text.matchAll(BANNED)].flatMap(({ 0: word, index }) => {
    const around = text.slice(Math.max(0, index - 40), index + word.length + 30)
    return ALLOWED.some(([allowed]) => allowed.test(around)) ? [] : [`${word}: …${around}…`]
  })
}

/** @param {Record<string, string>} pages */
export const words = (pages) =>
  Object.entries(pages)
    .filter(([path]) => path !== 'CHANGELOG.md') // its old entries stay as they were written
    .flatMap(([path, text]) => hits(text.replace(/\s+/g, ' ')).map((hit) => problem(path, text, 0, hit)))
