import { stressNgMessages } from './stress-ng-log.js'

/** What stress-ng itself reports of how it was run; each member is null where its texts lack it. */
export interface StressNgSetup {
  version: string | null
  kernel: { release: string; build: string | null } | null
  /** As its log has it: "2 vm, 1 mmap". */
  instances: string | null
  requestedSeconds: number | null
}

export const NO_SETUP: StressNgSetup = {
  version: null,
  kernel: null,
  instances: null,
  requestedSeconds: null,
}

const SECONDS = { day: 86400, hour: 3600, min: 60, sec: 1 }

/** From the texts of one run: the section system-info of its YAML, and its log. */
export function stressNgSetup(texts: readonly string[]): StressNgSetup {
  const found: StressNgSetup = { ...NO_SETUP }
  for (const text of texts) {
    const info = systemInfo(text)
    const release = info.get('release')
    found.version ??= info.get('stress-ng-version') ?? null
    if (release !== undefined) found.kernel ??= { release, build: info.get('version') ?? null }
    const messages = stressNgMessages(text)
    const first = (pattern: RegExp) => messages.flatMap((one) => pattern.exec(one.text)?.[1] ?? [])[0]
    found.instances ??= first(/^dispatching hogs: (\d[\w ,-]{1,2000})$/) ?? null
    const length = first(/^setting to an? (\d[\w ,.]{1,200}?) run per stressor$/)
    if (length !== undefined) found.requestedSeconds ??= seconds(length)
  }
  return found
}

/** `name: value` of the section, without quotes. */
function systemInfo(text: string): Map<string, string> {
  const found = new Map<string, string>()
  const lines = text.split('\n')
  const start = lines.findIndex((line) => /^system-info:\s*$/.test(line))
  if (start === -1) return found
  for (const line of lines.slice(start + 1)) {
    const match = /^\s+([a-z-]{1,40}): ?(.{0,300})$/.exec(line)
    if (match === null) break
    const [, name = '', value = ''] = match
    found.set(name, /^'(.*)'$/.exec(value.trim())?.[1] ?? value.trim())
  }
  return found
}

/** `1 min, 30 secs` is 90; null for other words. */
function seconds(text: string): number | null {
  let sum = 0
  for (const part of text.split(/, */)) {
    const match = /^(\d{1,9}(?:\.\d{1,9})?) (day|hour|min|sec)(?:ond|ute)?s?$/.exec(part)
    if (match === null) return null
    sum += Number(match[1]) * SECONDS[match[2] as keyof typeof SECONDS]
  }
  return sum
}
