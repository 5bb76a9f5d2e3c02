/** What `make` gives for each item, in the items' order, with at most `limit` of them under way. */
export async function mapLimited<T, R>(
  items: readonly T[],
  limit: number,
  make: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const made: R[] = []
  let next = 0
  let failed = false
  const work = async () => {
    while (next < items.length && !failed) {
      const index = next++
      try {
        made[index] = await make(items[index] as T, index)
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  const workers = Array.from({ length: Math.max(1, Math.min(limit, items.length)) }, work)
  const failure = (await Promise.allSettled(workers)).find((one) => one.status === 'rejected')
  if (failure !== undefined) throw failure.reason
  return made
}
