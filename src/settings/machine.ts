import { numberSetting, textSetting } from './setting.js'

export const MACHINE = [
  textSetting({
    name: 'cpu.governor',
    file: '/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor',
    what: 'How the frequency of the first CPU is chosen.',
  }),
  textSetting({
    name: 'kernel',
    file: '/proc/sys/kernel/osrelease',
    what: 'The release of the running kernel (uname -r): two of them are a comparison of kernels.',
  }),
  numberSetting({
    name: 'kfence.sample_interval',
    file: '/sys/module/kfence/parameters/sample_interval',
    what: 'Milliseconds between allocations that KFENCE guards; 0: off.',
  }),
  numberSetting({
    name: 'ksm.run',
    file: '/sys/kernel/mm/ksm/run',
    what: 'Whether the kernel merges equal pages.',
  }),
  numberSetting({
    name: 'numa.balancing',
    file: '/proc/sys/kernel/numa_balancing',
    what: 'Whether pages are moved to the NUMA node that uses them.',
  }),
]
