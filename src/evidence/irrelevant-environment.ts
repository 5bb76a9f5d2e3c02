/** Facts of the environment that decide nothing here: a difference in them is counted, and not warned of. */
export interface Irrelevant {
  name: RegExp
  why: string
}

export const IRRELEVANT: readonly Irrelevant[] = [
  {
    name: /^\/proc\/sys\/vm\/mmap_(?:rnd_bits|rnd_compat_bits|min_addr)$/,
    why: 'address space layout, not memory reclaim',
  },
  {
    name: /^\/proc\/sys\/vm\/(?:hugetlb_shm_group|memfd_noexec|unprivileged_userfaultfd)$/,
    why: 'permissions of processes, not memory reclaim',
  },
  {
    name: /^\/proc\/sys\/vm\/(?:oom_dump_tasks|memory_failure_early_kill|memory_failure_recovery|enable_soft_offline)$/,
    why: 'what is logged, or what follows a hardware error',
  },
  {
    name: /^tool\.(?:awk|gzip|zstd)$/,
    why: 'they process and compress what was recorded, and measure nothing',
  },
]

/** Words of the kernel command line about messages and names alone. */
export const IRRELEVANT_WORDS =
  /^(?:quiet|splash|loglevel=|console=|earlyprintk|net\.ifnames=|oops=|panic=|crashkernel=|nokaslr$|kaslr$)/

export const WORDS_WHY = 'words about messages, names and addresses, not memory reclaim'
