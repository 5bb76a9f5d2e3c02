/** A begin and the end that belongs to it. */
export interface Pair<B, E> {
  begin: B
  end: E
}

const MAX_OPEN = 100_000

/**
 * Pairs begins with ends by task: a task does one of them at a time. An end without a begin began before the trace or its
 * begin was lost; a begin that another follows, or nothing, lost its end. Both are counted, never guessed.
 */
export function pairByTask<B, E>(onPair: (task: number, pair: Pair<B, E>) => void) {
  const open = new Map<number, B>()
  let begins = 0
  let ends = 0
  let unmatchedEnds = 0
  let unmatchedBegins = 0
  return {
    begin(task: number, value: B): void {
      begins++
      if (open.has(task)) unmatchedBegins++
      else if (open.size >= MAX_OPEN) {
        unmatchedBegins++
        return
      }
      open.set(task, value)
    },
    end(task: number, value: E): void {
      ends++
      const begin = open.get(task)
      if (begin === undefined) unmatchedEnds++
      else {
        open.delete(task)
        onPair(task, { begin, end: value })
      }
    },
    /** Begins still open count as alone. */
    counts: () => ({ begins, ends, unmatchedEnds, unmatchedBegins: unmatchedBegins + open.size }),
  }
}
