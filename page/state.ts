/** What the reader chose, for all figures. */
export interface Choice {
  hiddenConditions: string[]
  hiddenRuns: string[]
  /** The part of the measured window that is shown, in seconds; null for all of it. */
  time: [number, number] | null
}

export const choice: Choice = { hiddenConditions: [], hiddenRuns: [], time: null }

const listeners: (() => void)[] = []

export function onChoice(listener: () => void): void {
  listeners.push(listener)
}

export function choose(change: Partial<Choice>): void {
  Object.assign(choice, change)
  for (const listener of listeners) listener()
}
