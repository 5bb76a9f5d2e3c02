# vmstat	The kernel's own memory counters: the truth that every trace is held against.
#
# Why:      a trace may lose events, /proc/vmstat does not. The first sample is taken right before the workload
#           starts and the last right after it ended, so that the difference is what happened in the run.
# How:      /proc/vmstat whole, each second, read by the collector itself: no process is started.
# Output:   {"type":"sample","t":"630854288056","data":{"nr_free_pages":3176,"nr_free_pages_blocks":0, ...}}
# Overhead: no process: one read of the file per second by the collector's own shell. All five sampled streams together:
#           throughput of three workloads in lab/overhead on 6.12, on one emulated CPU that they share (median, lowest
#           and highest of 3; without any stream within 1.5, 0.2 and 0.5 %): page faults -7.3 % (-8.1 to -5.8),
#           swapping -5.2 % (-5.4 to -5.2), reclaim -3.7 % (-3.8 to -3.4).
# Caveats:  per-CPU counters are folded in once per second (vm.stat_interval), so a sample may lack the last moment;
#           reading the file does not fold. Before the first and the last sample vm.stat_refresh does. The names and their
#           order differ between kernels.
# Kernels:  all.
# kind	sampled
# needs	file:/proc/vmstat

sample_vmstat() {
  local -a lines
  mapfile -t lines </proc/vmstat
  # shellcheck disable=SC2068  # "name value" lines are wanted as words
  printf -v REPLY '"%s":%s,' ${lines[@]}
  REPLY="{${REPLY%,}}"
}
