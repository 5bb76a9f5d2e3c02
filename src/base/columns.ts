/** Columns that a text takes on a terminal or in a mail: wide East Asian characters and emoji take two, marks none. */
export function textWidth(text: string): number {
  let width = 0
  for (const character of text) {
    if (/\p{Mark}/u.test(character)) continue
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u.test(
        character,
      )
        ? 2
        : 1
  }
  return width
}

/** Breaks text at spaces into lines of at most `width` columns; a longer word stays whole on a line of its own. */
export function wrap(text: string, width: number, indent = ''): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && textWidth(longer) > width - (lines.length === 0 ? 0 : indent.length)) {
      lines.push(line)
      line = word
    } else line = longer
  }
  if (line !== '') lines.push(line)
  return lines.map((one, index) => (index === 0 ? one : indent + one))
}

/** Rows of cells as lines with aligned columns, two spaces apart unless told; `left` names the columns that are not numbers. */
export function align(rows: readonly (readonly string[])[], left: readonly number[], gap = '  '): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => textWidth(row[column] ?? ''))),
  )
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const space = ' '.repeat((widths[column] ?? 0) - textWidth(cell))
        return left.includes(column) ? cell + space : space + cell
      })
      .join(gap)
      .trimEnd(),
  )
}
