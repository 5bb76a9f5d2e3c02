// C0 and C1 controls, soft hyphen, line and paragraph separators, zero-width and bidirectional marks, the
// byte-order mark, variation and tag characters, lone surrogates: whatever is invisible or moves its neighbours.
const UNPRINTABLE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\udb40[\udc00-\udfff]/g

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`
}

/**
 * Makes text from a trace safe to show anywhere as one line: control and invisible characters become visible
 * escapes (`\x1b`, `\u{202e}`), and what is longer than `limit` characters is cut with an ellipsis.
 */
export function printable(text: string, limit = 200): string {
  const shown = text.slice(0, limit * 2).replace(UNPRINTABLE, escapeCharacter)
  return shown.length > limit || text.length > limit * 2 ? `${shown.slice(0, limit - 1)}…` : shown
}
