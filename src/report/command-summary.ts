/** Words that say what is run or how much of it; all others may name a path, a host or a person. */
const OPTION = /^(?:-[A-Za-z]\d{0,3}|--[a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/
const AMOUNT = /^\d{1,12}(?:\.\d{1,6})?(?:[kmgt]i?b?|b|%|s|ms|m|h)?$/i
const SECRET = /pass|token|secret|key|user|host|mail|auth/i
const HIDDEN = '…'
/** A summary is a line, not a script. */
const MAX_LENGTH = 160

/**
 * A command line as it may stand in public: program, options and amounts. Every other word is `…`, and so is whatever
 * follows an option whose name speaks of secrets or people.
 */
export function commandSummary([program = '', ...words]: readonly string[]): string {
  const shown = [program]
  let secret = false
  for (const word of words) {
    const [option = '', value] = word.startsWith('--') ? word.split(/=(.*)/s, 2) : [word]
    const part = !OPTION.test(option)
      ? AMOUNT.test(word) && !secret
        ? word
        : HIDDEN
      : value === undefined
        ? option
        : `${option}=${AMOUNT.test(value) && !SECRET.test(option) ? value : HIDDEN}`
    secret = OPTION.test(option) && value === undefined && SECRET.test(option)
    if (part !== HIDDEN || shown.at(-1) !== HIDDEN) shown.push(part)
  }
  return clipped(shown.join(' '), MAX_LENGTH)
}

/** At most `most` characters, cut at a space where there is one, with the sign that something is missing. */
export function clipped(text: string, most: number): string {
  const characters = [...text]
  if (characters.length <= most) return text
  const head = characters.slice(0, most - 2).join('')
  const space = head.lastIndexOf(' ')
  const kept = space > most / 2 ? head.slice(0, space) : head.trimEnd()
  return `${kept.replace(/ …$/, '')} ${HIDDEN}`
}
