import { execFileSync } from 'node:child_process'

const printed = new Map<string, number>()
/** While commands are collected: those that were asked for. */
let asked: Set<string> | null = null

/** Runs in one shell what `count` asks for one by one, for which each is NaN; asked again, they are known. */
export function printedTogether(count: () => void): void {
  asked = new Set()
  try {
    count()
    printedNumbers([...asked])
  } finally {
    asked = null
  }
}

/** The number that a command of the shell prints, NaN for nothing; a command that was run is not run again. */
export function printedNumber(command: string): number {
  if (asked !== null) {
    asked.add(command)
    return Number.NaN
  }
  return printedNumbers([command])[0] ?? Number.NaN
}

/** The numbers that commands print, each the only one of its command, run by one shell. */
export function printedNumbers(commands: readonly string[]): number[] {
  const others = [...new Set(commands)].filter((one) => !printed.has(one))
  if (others.length > 0) {
    // each in a shell of its own, so that none sees what another set
    const script = others.map((one) => `(\n${one}\n) || exit\nprintf '\\0'\n`).join('')
    const output = execFileSync('sh', ['-s'], { encoding: 'utf8', input: script })
    const texts = output.split('\0')
    for (const [place, command] of others.entries())
      printed.set(command, Number(texts[place]?.trim() || Number.NaN))
  }
  return commands.map((one) => printed.get(one) ?? Number.NaN)
}
