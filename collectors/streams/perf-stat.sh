# perf-stat	The kernel's software counters per second, as perf stat prints them: faults, switches, migrations of tasks.
#
# Why:      counts by another way than bpftrace, with major and minor faults apart: a cross-check.
# How:      perf stat over all CPUs, one JSON line per counter and second. Software events, which need no hardware
#           counters and exist on every architecture.
# Output:   {"interval" : 2.022614790, "counter-value" : "3640.000000", "unit" : "", "event" : "page-faults", ...}
# Overhead: not measured yet.
# Caveats:  the last, shorter interval comes when perf is stopped. Counter values are strings.
# Kernels:  perf 5.19 and newer has -j.
# kind	command
# needs	program:perf
exec perf stat -a -j -I 1000 --log-fd 1 \
  -e page-faults -e minor-faults -e major-faults -e context-switches -e cpu-migrations -e alignment-faults
