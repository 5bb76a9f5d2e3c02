import type { CheckDef } from './check.js'

/** Options that slow the kernel down, and by how much, roughly. */
const OPTIONS: readonly [option: string, what: string][] = [
  ['KASAN', 'checks every memory access, twice as slow or worse'],
  ['KMSAN', 'checks every value for being initialised, several times as slow'],
  ['KCSAN', 'watches for data races, several times as slow'],
  ['DEBUG_KMEMLEAK', 'tracks every allocation'],
  ['PROVE_LOCKING', 'checks every lock (lockdep)'],
]

/** KFENCE is built into most kernels of distributions, and costs only while it samples. */
function passText(known: readonly string[], kfence: boolean): string {
  const off = known.filter((one) => one !== 'KFENCE' || !kfence)
  const rest = kfence ? 'KFENCE is built in, sampling off' : ''
  const parts = [off.length === 0 ? '' : `${off.join(', ')} ${off.length === 1 ? 'is' : 'are'} off`, rest]
  return `${parts.filter((part) => part !== '').join('; ')}.`
}

export const debugKernel: CheckDef = {
  id: 'debug-kernel',
  title: 'Debug kernel options',
  why:
    'Kernels that check themselves are slow, and not evenly so: what takes many locks or touches much memory suffers most, and reclaim ' +
    'does both. Their times say little about an ordinary kernel.',
  action:
    'Repeat the experiment on the kernel that people run; quote counts and ratios of this one, no times.',
  run({ manifest, runs }) {
    if (manifest === null) return null
    const config = manifest.value.host.kernelConfig
    const valueOf = (option: string) => {
      for (const name of [`CONFIG_${option}`, option]) if (Object.hasOwn(config, name)) return config[name]
      return undefined
    }
    const known = [...OPTIONS.map(([option]) => option), 'KFENCE'].filter((one) => valueOf(one) !== undefined)
    if (known.length === 0) return null
    const slow = OPTIONS.filter(([option]) => valueOf(option) === 'y').map(
      ([option, what]) => `${option} (${what})`,
    )
    const sampling = runs.some((run) => {
      const interval = run.included ? run.settings?.before['kfence.sample_interval'] : null
      return interval != null && Number(interval) > 0
    })
    if (slow.length > 0)
      return {
        outcome: 'caution',
        text: `The kernel has ${slow.join(', ')}: timings are distorted.`,
        metrics: null,
      }
    if (valueOf('KFENCE') === 'y' && sampling)
      return {
        outcome: 'note',
        text: 'KFENCE was sampling allocations, which costs little but not nothing.',
        metrics: null,
      }
    return {
      outcome: 'pass',
      text: passText(known, valueOf('KFENCE') === 'y'),
      metrics: null,
    }
  },
}
