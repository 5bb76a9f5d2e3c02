/** What names of packed files end with. What a file is its first bytes say; a name only says which files belong together. */
const PACKED = ['.gz', '.zst', '.xz'] as const

/** The name that a packed file has when it is unpacked. */
export function unpackedName(path: string): string {
  const suffix = PACKED.find((one) => path.endsWith(one))
  return suffix === undefined ? path : path.slice(0, -suffix.length)
}

/** The names under which a file may lie, plain first. */
export const namesOf = (path: string): string[] => [path, ...PACKED.map((suffix) => path + suffix)]
