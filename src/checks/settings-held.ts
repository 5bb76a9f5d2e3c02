import type { CheckDef } from './check.js'

const SWITCH = 'lru_gen.enabled'

/** Bit 0 is the main switch; hardware may refuse the other two. */
const isOn = (mask: string | null | undefined): boolean =>
  mask != null && (Number.parseInt(mask, 16) & 1) === 1

export const settingsHeld: CheckDef = {
  id: 'settings-held',
  title: 'Each run had the settings that it claims',
  why:
    'If MGLRU was not in the state that a run claims, the run belongs to the other condition; if anything else differs between the ' +
    'conditions, an effect may be that of the other thing. So the kernel is asked before and after every run.',
  action:
    'Find out what else changes the setting (a service, tuned, systemd-tmpfiles), stop it, and record those runs again.',
  run({ conditions, manifest, runs }) {
    if (manifest === null) return null
    const measured = runs.filter((run) => run.included && run.settings !== null)
    if (measured.length === 0) return null
    const wrong: string[] = []
    for (const run of measured) {
      const asked = manifest.value.conditions.find((condition) => condition.id === run.condition)?.settings[
        SWITCH
      ]
      for (const when of ['before', 'after'] as const) {
        const found = run.settings?.[when][SWITCH]
        if (isOn(found) !== isOn(asked) || found == null)
          wrong.push(`${run.id} ${when}: ${found ?? 'not read'}, asked for ${asked}`)
      }
    }
    if (wrong.length > 0) {
      return {
        outcome: 'invalidates',
        text: `${SWITCH} was not what the condition says: ${wrong.slice(0, 5).join('; ')}${wrong.length > 5 ? `; ${wrong.length - 5} more` : ''}.`,
        metrics: null,
      }
    }
    const differing = differingSettings(measured, conditions[0].id)
    if (differing.length > 0) {
      return {
        outcome: 'caution',
        text: `Differs between the conditions beside the switch: ${differing.join(', ')}.`,
        metrics: null,
      }
    }
    return {
      outcome: 'pass',
      text: `${SWITCH} was read back right before and after all ${measured.length} runs, and no other recorded setting differs between the conditions.`,
      metrics: null,
    }
  },
}

/** The kernel adjusts some numbers by itself, such as vm.min_free_kbytes: a few per cent are not another setting. */
const TOLERANCE = 0.05

function alike(off: ReadonlySet<string>, on: ReadonlySet<string>): boolean {
  if ([...off].sort().join() === [...on].sort().join()) return true
  const values = [...off, ...on].map((value) => (/^\d{1,15}$/.test(value) ? Number(value) : Number.NaN))
  const [least, most] = [Math.min(...values), Math.max(...values)]
  return most - least <= TOLERANCE * least
}

function differingSettings(
  runs: readonly { condition: string; settings: { before: Record<string, string | null> } | null }[],
  baseline: string,
): string[] {
  const seen = new Map<string, [Set<string>, Set<string>]>()
  for (const run of runs) {
    for (const [name, value] of Object.entries(run.settings?.before ?? {})) {
      const values = seen.get(name) ?? [new Set(), new Set()]
      values[run.condition === baseline ? 0 : 1].add(String(value))
      seen.set(name, values)
    }
  }
  return [...seen]
    .filter(([name, [off, on]]) => name !== SWITCH && !alike(off, on))
    .map(
      ([name, [off, on]]) => `${name} (${[...off].sort().join(', ')} against ${[...on].sort().join(', ')})`,
    )
    .sort()
}
