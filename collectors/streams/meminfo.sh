# meminfo	Where the memory is: free, page cache, anonymous, swap, in KiB.
#
# Why:   shows how near the machine was to its limit, and what reclaim took: page cache or anonymous memory.
# How:   /proc/meminfo whole, each second, read by the collector itself; units are dropped (all sizes are KiB,
#        HugePages_* are counts).
# kind	sampled
# needs	file:/proc/meminfo

sample_meminfo() {
  local name value list=''
  while read -r name value _; do list+="\"${name%:}\":$value,"; done </proc/meminfo
  REPLY="{${list%,}}"
}
