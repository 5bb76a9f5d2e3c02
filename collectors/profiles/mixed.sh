# mixed	Anonymous memory and page cache compete: which of them reclaim takes decides the outcome.
#
# Stresses: the balance between anonymous and file pages: one worker writes 65 % of memory over and over, another reads
#           and writes at random places of a file of 60 % of memory.
# Contents: as in swap-thrash, neither zero nor filled with one word.
# THP:      never, so that a fault is a page.
profile_timeout=60
profile_thp=never
profile_needs_swap=yes
profile_disk_mib=$((memory_mib * 70 / 100))

profile_argv() {
  workload_argv=(stress-ng --vm 1 --vm-bytes "$((memory_mib * 65 / 100))M" --vm-method modulo-x --vm-keep
    --seek 1 --seek-size "$((memory_mib * 60 / 100))M" --temp-path . --timeout "${timeout_seconds}s" --metrics)
}
