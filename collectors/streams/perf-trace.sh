# perf-trace	Every page fault as perf trace prints it, with the symbols of code and data.
#
# Why:      which code faulted on which mapping, by name.
# How:      perf trace -F all over all CPUs, its text wrapped line by line; a buffer of 4,096 pages per CPU.
# Output:   {"type":"line","data":"  3088.686 ( 0.000 ms): bpftrace/2206 minfault [0x7f0f5c3c2738] => //anon@0x7f0f5c3c2738 (d.)"}
# Overhead: throughput of three workloads in lab/overhead on 6.12, on one emulated CPU that they share (median, lowest
#           and highest of 3; without any stream within 1.5, 0.2 and 0.5 %): page faults -54.1 % (-54.4 to -53.9),
#           swapping -66.6 % (-66.6 to -66.4), reclaim -40.5 % (-41.3 to -38.1). Made to be excluded from measured runs.
# Caveats:  resolving symbols makes it by far the slowest stream: it loses events at full rate and says how many
#           (LOST). The duration is always 0.000. Not among "all"; name it in --streams.
# Kernels:  perf of the running kernel.
# kind	command
# wrap	lines
# lost	LOST 
# needs	program:perf
exec perf trace -F all --no-syscalls -a -m 4096 2>&1
