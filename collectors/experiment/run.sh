# run.sh: one run, from an empty machine to a finished directory.

# Waits $1 seconds without starting a process.
pause() {
  read -r -t "$1" -u "$pause_fd" _ || :
}

# An earlier attempt at the same run stays, as partial, under a number of its own.
park_partial() {
  local n=1
  [[ -d $run_dir ]] || return 0
  while [[ -e $run_dir.$n ]]; do n=$((n + 1)); done
  mv "$run_dir" "$run_dir.$n"
}

end_phase() {
  run_phases+=", {\"name\": \"$1\", \"start\": \"$2\", \"end\": \"$3\"}"
}

# Records the run described by the five words given. Returns when it is complete and renamed.
record_run() {
  local kind=$2 block=$3 position=$4 i at
  run_id=$1 run_kind=$2 run_condition=$5
  condition_index "$run_condition"
  i=$REPLY
  run_dir=$experiment/runs/.partial-$run_id
  run_failures=() outside_cgroup=0 run_phases='' workload_status='' workload_start='' workload_end='' window_by='' run_output='[]'
  tool_pid=() tool_stopped=() sink_pid=() counted_lost=()
  run_streams=("${stream_ids[@]}")
  if [[ $kind == untraced ]]; then choose_untraced_streams; fi
  park_partial
  mkdir -p "$run_dir" "$work_dir" || stop_experiment "cannot make $run_dir"
  run_open=yes

  probe_json "$experiment/.resume/probe"
  run_probe=$REPLY
  monotonic_now
  at=$REPLY
  identity_json
  run_identity=$REPLY
  # The tracers first: what they take of the memory is there before caches are dropped, in every run alike.
  attach_streams
  monotonic_now
  end_phase attach "$at" "$REPLY"
  at=$REPLY
  apply_condition "$i"
  new_workload_cgroup "$i"
  canary_goes_in
  environment_json
  run_environment=$REPLY
  drop_caches
  empty_swap
  read_programs
  check_condition "$i" || stop_experiment "$REPLY"
  cgroup_json
  run_cgroup=$REPLY
  settings_json
  settings_before=$REPLY
  read_clocks
  prepare_argv
  # What tracers count in the second before the window is then of a quiet machine.
  if ((${#tool_pid[@]})); then pause 1; fi
  refresh_counters
  sample_streams
  monotonic_now
  end_phase prepare "$at" "$REPLY"
  if ((${#run_failures[@]} == 0)); then
    start_workload || stop_experiment "the workload could not be started"
    begin_window
    await_workload "$limit_seconds" "$limit_kind"
    close_window
  fi
  refresh_counters
  sample_streams
  monotonic_now
  at=$REPLY
  check_cgroup_limits
  canary_comes_out
  end_stragglers
  drain_tools
  stop_tools
  judge_workload
  seal_streams
  keep_output
  run_open=sealed
  check_condition "$i" || run_failures+=("after the run $REPLY")
  settings_json
  settings_after=$REPLY
  monotonic_now
  end_phase stop "$at" "$REPLY"
  write_run_json "$kind" "$block" "$position"
  rm -rf "${work_dir:?}" "$run_dir"/.work*
  sync -f "$run_dir" 2>/dev/null || sync
  mv "$run_dir" "$experiment/runs/$run_id" || stop_experiment "cannot rename $run_dir"
  run_open=''
}

attach_streams() {
  local id
  for id in "${run_streams[@]}"; do
    start_stream "$id" || run_failures+=("stream $id could not be started")
  done
  streams_attached=yes
  await_streams || {
    run_failures+=("$REPLY")
    streams_attached=''
  }
}

# The workload's programs and the libraries that they load are read once, in the workload's cgroup, so that no run counts the
# reading of them: about 90 major faults of a run were stress-ng's own start.
read_programs() {
  ((${#program_files[@]})) || return 0
  (
    release_lock
    if [[ -n $cgroup ]]; then echo "$BASHPID" >"$cgroup/cgroup.procs"; fi
    exec cat -- "${program_files[@]}"
  ) >/dev/null 2>&1 </dev/null || :
}

# Fills program_files with the files of the command and of the profile's programs, and the libraries that the loader names.
find_program_files() {
  local program file
  program_files=()
  # setsid starts the command, in its cgroup.
  for program in "${workload_argv[0]}" $profile_programs setsid; do
    # A profile's directory is made for each run; its programs are found by name.
    file=$({ cd "$workload_cwd" || cd /; } 2>/dev/null && type -P -- "$program") || continue
    if [[ $file != /* ]]; then file=$workload_cwd/$file; fi
    mapfile -t -O "${#program_files[@]}" program_files < <(
      printf '%s\n' "$file"
      # The list comes from the loader, which a script has none of.
      timeout 10 ldd "$file" 2>/dev/null </dev/null | awk '$2 == "=>" && $3 ~ /^\// { print $3 } $1 ~ /^\// { print $1 }'
    )
  done
}

# Each CPU keeps part of the counters of /proc/vmstat to itself for up to one second (vm.stat_interval); this adds them up, so
# that the first and the last sample are of their own time.
refresh_counters() { { echo 1 >/proc/sys/vm/stat_refresh; } 2>/dev/null || :; }

# Untraced runs measure what tracing costs: no tool runs, and /proc is read once before and once after.
choose_untraced_streams() {
  local id
  run_streams=()
  for id in "${stream_ids[@]}"; do
    case ${kind_of[$id]} in sampled | log) run_streams+=("$id") ;; esac
  done
}

# The argument vector of this run: stress-ng is asked for its metrics in a file.
prepare_argv() {
  run_argv=("${workload_argv[@]}")
  yaml_file=''
  if [[ ${workload_argv[0]##*/} == stress-ng && " ${workload_argv[*]} " != *' --yaml'* && " ${workload_argv[*]} " != *' -Y '* ]]; then
    yaml_file=$run_dir/.work.yaml
    run_argv+=(--yaml "$yaml_file")
    if [[ " ${workload_argv[*]} " != *' --metrics'* ]]; then run_argv+=(--metrics); fi
  fi
}

# A workload that failed makes the run a failed one: recorded whole, but not to be counted.
judge_workload() {
  local accepted=" ${profile_accept_status:-0} "
  if [[ -z $workload_status ]]; then return; fi
  if [[ $accepted != *" $workload_status "* ]]; then
    # Not its own words: they may hold what is not for others. Its output has them.
    run_failures+=("the workload ended with status $workload_status")
  fi
}

# A run that is cut off: everything is ended, the streams get their end records, the directory stays partial.
abandon_run() {
  [[ -n ${run_open-} ]] || return 0
  end_workload KILL
  stop_tools
  if [[ $run_open != sealed ]]; then seal_streams; fi
  rm -rf "${work_dir:?}" "$run_dir"/.work* "$run_dir/.done"
  run_open=''
  say "run $run_id was interrupted; what it recorded is kept in $run_dir"
}
