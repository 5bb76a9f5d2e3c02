import type { ConditionInfo, Experiment, RunData } from '../experiment/experiment.js'
import { settingOf } from '../settings/index.js'
import type { KernelFacts } from '../settings/setting.js'

/** A setting that was read back with other values under one condition than under the other. */
export interface Difference {
  name: string
  baseline: string[]
  treatment: string[]
}

/** What the settings read back around the runs prove of the two conditions. */
export interface ConditionProof {
  /** Settings that the two conditions ask to differ: the treatment. Empty for A/A. */
  treatment: string[]
  /** Of the treatment: what was read back differs between every two runs of the two conditions. */
  differing: string[]
  /** Of the treatment: read back alike under both conditions, with the values. */
  alike: { name: string; asked: [string, string]; found: string[] }[]
  /** Other settings whose readings differ between the conditions. */
  confounders: Difference[]
  /** Runs whose readings are not what their condition asks for, and what was found. */
  wrong: Map<string, string>
  /** Runs of which an asked setting was not read back, and which. */
  unread: Map<string, string>
  /** Measured runs looked at. */
  runs: number
}

/** Null where no run recorded its settings: standalone files. */
export function conditionProof({ conditions, manifest, runs }: Experiment): ConditionProof | null {
  const recorded = runs.filter((run) => run.kind === 'measured' && run.settings !== null)
  if (recorded.length === 0) return null
  const kernel: KernelFacts = { hz: hzOf(manifest?.value.host.kernelConfig ?? {}) }
  const proof: ConditionProof = {
    treatment: treatmentOf(conditions),
    differing: [],
    alike: [],
    confounders: [],
    wrong: new Map(),
    unread: new Map(),
    runs: recorded.length,
  }
  for (const run of recorded) {
    const asked = conditions.find(({ id }) => id === run.condition)?.settings ?? {}
    const { wrong, unread } = readings(run, asked, kernel)
    if (wrong.length > 0) proof.wrong.set(run.id, wrong.join(', '))
    else if (unread.length > 0) proof.unread.set(run.id, unread.join(', '))
  }
  const held = recorded.filter(({ id }) => !proof.wrong.has(id))
  const [baseline, treatment] = conditions.map(({ id }) => held.filter((run) => run.condition === id))
  // a setting may be read back under its own name, too
  const declared = new Set(proof.treatment.map((name) => settingOf(name).file))
  for (const name of namesIn(held, conditions)) {
    if (!proof.treatment.includes(name) && declared.has(settingOf(name).file)) continue
    const [a, b] = [valuesOf(name, baseline ?? []), valuesOf(name, treatment ?? [])]
    if (a.length === 0 || b.length === 0) continue
    const { same } = settingOf(name)
    const apart = a.every((one) => b.every((other) => !same(one, other)))
    if (!proof.treatment.includes(name)) {
      if (!equalSets(a, b, same)) proof.confounders.push({ name, baseline: a, treatment: b })
    } else if (apart) proof.differing.push(name)
    else {
      const asked = conditions.map(({ settings }) => settings[name] ?? 'nothing') as [string, string]
      proof.alike.push({ name, asked, found: [...new Set([...a, ...b])].sort() })
    }
  }
  return proof
}

/** Settings that the conditions ask to be different. */
export function treatmentOf([baseline, treatment]: readonly [ConditionInfo, ConditionInfo]): string[] {
  const names = new Set([...Object.keys(baseline.settings), ...Object.keys(treatment.settings)])
  return [...names].sort().filter((name) => {
    const [a, b] = [baseline.settings[name], treatment.settings[name]]
    return a === undefined || b === undefined || !settingOf(name).same(a, b)
  })
}

/** The setting of a condition that asks for a kernel of its own. */
const KERNEL = 'kernel'

/** Both conditions ask for the same of settings that are recorded: whatever differs is chance, order, a confounder, or the kernel. */
export function isSameAndSame({ kind, conditions }: Pick<Experiment, 'kind' | 'conditions'>): boolean {
  return kind === 'directory' && treatmentOf(conditions).every((name) => name === KERNEL)
}

function readings(run: RunData, asked: ConditionInfo['settings'], kernel: KernelFacts) {
  const wrong: string[] = []
  const unread: string[] = []
  for (const [name, want] of Object.entries(asked)) {
    const others = new Map<string, string[]>()
    for (const when of ['before', 'after'] as const) {
      const found = run.settings?.[when][name]
      if (found === undefined || found === null) unread.push(`${name} ${when} the run`)
      else if (!settingOf(name).answers(want, found, kernel))
        others.set(found, [...(others.get(found) ?? []), when])
    }
    for (const [found, when] of others)
      wrong.push(`${name} read back as ${found} ${when.join(' and ')} the run where ${want} was asked for`)
  }
  return { wrong, unread }
}

function namesIn(runs: readonly RunData[], conditions: readonly ConditionInfo[]): string[] {
  const names = new Set(conditions.flatMap(({ settings }) => Object.keys(settings)))
  for (const { settings } of runs)
    for (const when of [settings?.before, settings?.after])
      for (const name of Object.keys(when ?? {})) names.add(name)
  return [...names].sort()
}

const NO_SUCH_FILE = 'no such file'

function valuesOf(name: string, runs: readonly RunData[]): string[] {
  const values = new Set<string>()
  for (const { settings } of runs)
    for (const when of [settings?.before, settings?.after]) {
      const value = when?.[name]
      if (value !== undefined) values.add(value ?? NO_SUCH_FILE)
    }
  return [...values].sort()
}

function equalSets(a: readonly string[], b: readonly string[], same: (x: string, y: string) => boolean) {
  const within = (these: readonly string[], those: readonly string[]) =>
    these.every((one) => those.some((other) => one === other || same(one, other)))
  return within(a, b) && within(b, a)
}

function hzOf(config: Readonly<Record<string, string>>): number | null {
  const text = config['HZ'] ?? config['CONFIG_HZ'] ?? ''
  return /^\d{2,4}$/.test(text) ? Number(text) : null
}
