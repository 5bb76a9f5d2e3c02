import type { CheckDef } from './check.js'

export const emulated: CheckDef = {
  id: 'emulated',
  title: 'Hardware platform',
  why:
    'An emulated processor is ten to a hundred times slower than a real one, and not evenly so: its times and rates say nothing about ' +
    'hardware. Counts and directions are still those of the real kernel.',
  action: 'Quote counts and ratios only; repeat on hardware for times and rates.',
  run({ manifest }) {
    if (manifest === null) return null
    const { emulated, virtualization } = manifest.value.host
    if (emulated) {
      return {
        outcome: 'caution',
        text: 'Emulated machine (QEMU): ratios and counts are meaningful; absolute times and rates are not.',
        metrics: null,
      }
    }
    const virtual = virtualization !== null && virtualization !== 'none'
    return {
      outcome: virtual ? 'note' : 'pass',
      text: virtual
        ? `Virtual machine (${virtualization}): its neighbors share the hardware.`
        : 'Not emulated.',
      metrics: null,
    }
  },
}
