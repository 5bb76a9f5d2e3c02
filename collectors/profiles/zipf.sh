# zipf	Hot and cold memory: a few pages are used often, most of them seldom, as in caches and databases.
#
# Stresses: telling hot from cold pages, which is what generations are for.
# How:      three workers sweep regions of 68, 17 and 4 % of memory, each about four times smaller than the last, at
#           about the same pace: a page's use falls as about 1/rank. (stress-ng has no Zipf distribution of its own.)
# Contents: the large region as in swap-thrash; the others hold what their stressors (mmap, memrate) write.
# THP:      never, so that a fault is a page.
profile_timeout=60
profile_thp=never
profile_needs_swap=yes

profile_argv() {
  workload_argv=(stress-ng --vm 1 --vm-bytes "$((memory_mib * 68 / 100))M" --vm-method modulo-x --vm-keep
    --mmap 1 --mmap-bytes "$((memory_mib * 17 / 100))M" --memrate 1 --memrate-bytes "$((memory_mib * 4 / 100))M"
    --timeout "${timeout_seconds}s" --metrics)
}
