# perf-stat	The kernel's software counters per second, as perf stat prints them: faults, switches, migrations of tasks.
#
# Why:      counts by another way than bpftrace, with major and minor faults apart: a cross-check.
# How:      perf stat over all CPUs, one JSON line per counter and second. Software events, which need no hardware
#           counters and exist on every architecture.
# Output:   {"interval" : 2.022614790, "counter-value" : "3640.000000", "unit" : "", "event" : "page-faults", ...}
# Overhead: throughput of three workloads in lab/overhead on 6.12, on one emulated CPU that they share (median, lowest
#           and highest of 3; without any stream within 1.5, 0.2 and 0.5 %): page faults -0.6 % (-4.8 to +1.0),
#           swapping -0.8 % (-0.9 to -0.7), reclaim -0.1 % (-0.7 to +0.0).
# Caveats:  the last, shorter interval comes when perf is stopped. Counter values are strings.
# Kernels:  perf 5.19 and newer has -j.
# kind	command
# needs	program:perf
exec perf stat -a -j -I 1000 --log-fd 1 \
  -e page-faults -e minor-faults -e major-faults -e context-switches -e cpu-migrations -e alignment-faults
