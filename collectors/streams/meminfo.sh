# meminfo	Where the memory is: free, page cache, anonymous, swap, in KiB.
#
# Why:      shows how near the machine was to its limit, and what reclaim took: page cache or anonymous memory.
# How:      /proc/meminfo whole, each second, read by the collector itself; units are dropped.
# Output:   {"type":"sample","t":"630747636046","data":{"MemTotal":729176,"MemFree":12668,"MemAvailable":129812, ...}}
# Overhead: no process: one read of the file per second by the collector's own shell. All five sampled streams together:
#           throughput of three workloads in lab/overhead on 6.12, on one emulated CPU that they share (median, lowest
#           and highest of 3; without any stream within 1.5, 0.2 and 0.5 %): page faults -7.3 % (-8.1 to -5.8),
#           swapping -5.2 % (-5.4 to -5.2), reclaim -3.7 % (-3.8 to -3.4).
# Caveats:  sizes are KiB, HugePages_* are counts.
# Kernels:  all.
# kind	sampled
# needs	file:/proc/meminfo

sample_meminfo() {
  local line list=''
  local -a lines
  mapfile -t lines </proc/meminfo
  for line in "${lines[@]% kB}"; do list+="\"${line%%:*}\":${line##* },"; done
  REPLY="{${list%,}}"
}
