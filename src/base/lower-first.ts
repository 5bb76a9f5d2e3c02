/** A title within a sentence: its first letter small, unless it begins with an abbreviation. */
export function lowerFirst(title: string): string {
  return /^.[A-Z]/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1)
}
