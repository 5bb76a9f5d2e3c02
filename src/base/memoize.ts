/** The same function, but what it made for the latest `most` keys is kept. */
export function memoize<T>(most: number, make: (key: string) => T): (key: string) => T {
  const store = new Map<string, T>()
  return (key) => {
    const old = store.get(key)
    if (old !== undefined) return old
    const made = make(key)
    if (store.size >= most) store.delete(store.keys().next().value as string)
    store.set(key, made)
    return made
  }
}
