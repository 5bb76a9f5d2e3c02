import type { CheckDef } from './check.js'

export const emulated: CheckDef = {
  id: 'emulated',
  title: 'The test box is real hardware',
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
        text: 'The test box was emulated: ratios show how the kernel behaves there, absolute times and rates say nothing about hardware.',
        metrics: null,
      }
    }
    const virtual = virtualization !== null && virtualization !== 'none'
    return {
      outcome: virtual ? 'note' : 'pass',
      text: virtual
        ? `The test box was a virtual machine (${virtualization}); its neighbours share the hardware.`
        : 'The test box was not emulated.',
      metrics: null,
    }
  },
}
