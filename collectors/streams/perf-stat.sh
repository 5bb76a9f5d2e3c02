# perf-stat	The kernel's software counters per second, as perf stat prints them: faults, switches, migrations of tasks.
#
# kind	command
# needs	program:perf
exec perf stat -a -j -I 1000 --log-fd 1 \
  -e page-faults -e minor-faults -e major-faults -e context-switches -e cpu-migrations -e alignment-faults
