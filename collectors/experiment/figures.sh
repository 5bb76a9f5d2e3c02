# figures.sh: a primary metric may be a figure that the workload prints (workload:NAME). Whether it does is known after its first run.

# Formats of which figures.awk knows the names.
readonly FORMATS_KNOWN='metric fio redis-benchmark go ycsb sysbench'

# After the first run that went well: ends the experiment when a primary figure is not in what the workload printed.
check_figures() {
  local spec metric relative absolute names missing=''
  [[ -z ${figures_checked-} ]] || return 0
  figures_checked=yes
  if [[ -n $workload_format && " $FORMATS_KNOWN " != *" $workload_format "* ]]; then
    note "the figures of --workload-format $workload_format are read by the analysis; they are not checked here"
    return
  fi
  names=$(cat "$experiment/runs/$run_id"/workload.std{out,err} 2>/dev/null | awk -f "$EXPERIMENT_LIB/figures.awk" | sort)
  for spec in "${primary_metrics[@]}"; do
    split_primary "$spec"
    if [[ $metric != workload:* ]] || grep -qxF -- "${metric#workload:}" <<<"$names"; then continue; fi
    # stress-ng's own file of figures is a stream.
    if [[ $metric == workload:stress-ng.* && ${workload_argv[0]##*/} == stress-ng ]]; then continue; fi
    # A profile may know why its own figure need not be there in each run.
    if declare -F profile_missing_figure >/dev/null && profile_missing_figure "${metric#workload:}" "$names"; then
      note "the first run: $REPLY"
      continue
    fi
    missing+=" $metric"
  done
  [[ -n $missing ]] || return 0
  if [[ -z $names ]]; then
    names="no figure in a format that is known here ($FORMATS_KNOWN)"
  else
    names=$(head -n 60 <<<"$names" | sed 's/^/workload:/' | tr '\n' ' ')
  fi
  fail "the primary metric$missing is not in what the workload printed in its first run; it printed: ${names% }. Begin another experiment with --primary of one of these (this one: $experiment)"
}
