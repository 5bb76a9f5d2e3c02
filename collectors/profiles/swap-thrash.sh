# swap-thrash	Anonymous memory larger than RAM, written again and again: pages go to swap and come back.
#
# Stresses: swap-out, swap-in, direct reclaim and kswapd on anonymous memory.
# Contents: random, so that pages cannot be merged, nor stored as zeros (6.12 and newer keep zero pages out of swap
#           traffic), nor made small by zram or zswap.
# Size:     110 % of memory over two workers: at 130 % an 8 s run often finished no operation at all.
# THP:      never, so that a fault is a page and the fault count has one mode.
profile_timeout=60
profile_thp=never
profile_needs_swap=yes

profile_argv() {
  workload_argv=(stress-ng --vm 2 --vm-bytes "$((memory_mib * 110 / 200))M" --vm-method rand-set --vm-keep
    --timeout "${timeout_seconds}s" --metrics)
}
