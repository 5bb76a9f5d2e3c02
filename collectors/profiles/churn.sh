# churn	Processes that come and go while memory is nearly full: fork, mmap, munmap, exit.
#
# Stresses: page tables made and torn down, short-lived pages that an LRU should not keep, walks over many processes.
# How:      one worker forks, one maps and unmaps 25 % of memory, one keeps 70 % of memory in use.
# THP:      never, so that a fault is a page.
profile_timeout=60
profile_thp=never
profile_needs_swap=yes

profile_argv() {
  workload_argv=(stress-ng --vm 1 --vm-bytes "$((memory_mib * 70 / 100))M" --vm-method modulo-x --vm-keep
    --fork 1 --mmap 1 --mmap-bytes "$((memory_mib * 25 / 100))M" --timeout "${timeout_seconds}s" --metrics)
}
