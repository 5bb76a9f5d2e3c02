# swap-thrash	Anonymous memory larger than RAM, written again and again: pages go to swap and come back.
#
# Stresses: swap-out, swap-in, direct reclaim and kswapd on anonymous memory.
# Contents: one byte, and every 23rd byte another (modulo-x): such pages are neither zero nor filled with one word, which
#           6.12 and newer and zram keep out of swap traffic. They are meant to be compressible: with zram as swap,
#           incompressible pages take as much memory in zram as they free.
# Size:     as much as the machine has, over two workers, so that it and all else do not fit. At 130 % an 8 s run often finished no operation at all. The method counts
#           operations as it goes, not once per sweep, so that even a slow machine has a throughput to show, and it fills
#           memory fast: of those tried it swapped most in the first 8 s.
# THP:      never, so that a fault is a page and the fault count has one mode.
profile_timeout=60
profile_thp=never
profile_needs_swap=yes

profile_argv() {
  # stress-ng divides --vm-bytes by the number of workers.
  workload_argv=(stress-ng --vm 2 --vm-bytes "${memory_mib}M" --vm-method modulo-x --vm-keep
    --timeout "${timeout_seconds}s" --metrics)
}
