# kswapd-cpu	CPU time of kswapd and kcompactd, the kernel threads that reclaim and compact in the background.
#
# Why:      reclaim that finds pages with less work shows here first.
# How:      /proc/PID/stat (ticks) and, where the kernel has it, /proc/PID/schedstat (nanoseconds, finer) of every
#           kswapd and kcompactd thread, each second.
# Output:   {"type":"sample", ..., "data":{"ticks_per_second":100,"kswapd0.utime_ticks":0,"kswapd0.stime_ticks":8870, ...}}
# Overhead: no process: one read of the file per second by the collector's own shell. All five sampled streams together:
#           throughput of three workloads in lab/overhead on 6.12, on one emulated CPU that they share (median, lowest
#           and highest of 3; without any stream within 1.5, 0.2 and 0.5 %): page faults -7.3 % (-8.1 to -5.8),
#           swapping -5.2 % (-5.4 to -5.2), reclaim -3.7 % (-3.8 to -3.4).
# Caveats:  a tick is 10 ms at 100 per second; use run_ns where it is there.
# Kernels:  all.
# kind	sampled
# needs	file:/proc/self/stat

begin_kswapd() {
  local file name stat
  kswapd_pids=()
  for file in /proc/[0-9]*/comm; do
    { read -r name <"$file"; } 2>/dev/null || continue
    [[ $name =~ ^(kswapd|kcompactd)[0-9]{1,4}$ ]] || continue
    # Any process may take that name; PF_KTHREAD in its flags says that it is a thread of the kernel.
    { read -r stat <"${file%comm}stat"; } 2>/dev/null || continue
    # shellcheck disable=SC2086  # the fields are wanted as words
    set -- ${stat##*) }
    [[ ${7-} =~ ^[0-9]+$ ]] && ((${7} & 0x00200000)) || continue
    file=${file#/proc/}
    kswapd_pids+=("$name ${file%/comm}")
  done
  ticks_per_second=$(getconf CLK_TCK)
}

sample_kswapd_cpu() {
  local entry name pid stat list
  if [[ -z ${ticks_per_second-} ]]; then begin_kswapd; fi
  list="\"ticks_per_second\":$ticks_per_second,"
  for entry in "${kswapd_pids[@]}"; do
    name=${entry% *} pid=${entry#* }
    { read -r stat <"/proc/$pid/stat"; } 2>/dev/null || continue
    # shellcheck disable=SC2086  # the fields are wanted as words
    set -- ${stat##*) }
    list+="\"$name.utime_ticks\":${12},\"$name.stime_ticks\":${13},"
    { read -r stat _ <"/proc/$pid/schedstat"; } 2>/dev/null && list+="\"$name.run_ns\":$stat,"
  done
  REPLY="{${list%,}}"
}
