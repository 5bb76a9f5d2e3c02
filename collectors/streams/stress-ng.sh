# stress-ng	What the workload got done: the metrics that stress-ng writes (bogo operations, times), its YAML line by line.
#
# Why:      throughput is the outcome; faults and reclaim are its causes.
# How:      stress-ng runs with --metrics --yaml FILE (added when the command is stress-ng and has no --yaml of its
#           own); the file is wrapped line by line after the run.
# Output:   {"type":"line","data":"      bogo-ops: 75851"}
# Overhead: none during the run: it is written before and after.
# Caveats:  stress-ng says of itself that it is not a precise benchmark: compare runs of one command on one machine
#           only.
# Kernels:  all; the YAML differs between versions 0.15 and 0.22.
# kind	log
# needs	program:stress-ng

begin_stress_ng() { :; }

collect_stress_ng() {
  if [[ -n ${yaml_file-} && -s $yaml_file ]]; then json_wrap_lines <"$yaml_file"; fi
}
