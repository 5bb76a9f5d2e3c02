# workload-output	What the workload printed, standard output and error together, at most the last 2,000 lines.
#
# Why:      a run that failed says why here, and a benchmark of your own prints its result here.
# How:      standard output and error go into one file, which is wrapped after the run.
# Output:   {"type":"line","data":"stress-ng: info:  [589] dispatching hogs: 2 vm"}
# Overhead: none during the run: it is written before and after.
# Caveats:  only the last 2,000 lines are kept; how many were dropped is in lost.
# Kernels:  all.
# kind	log
# needs	file:/proc

begin_workload_output() { :; }

collect_workload_output() {
  local file=$run_dir/.workload.out lines=0
  [[ -f $file ]] || return 0
  lines=$(wc -l <"$file")
  if ((lines > 2000)); then counted_lost[workload-output]=$((lines - 2000)); fi
  tail -n 2000 "$file" | json_wrap_lines
  rm -f "$file"
}
