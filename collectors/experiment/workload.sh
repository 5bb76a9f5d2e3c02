# workload.sh: the workload is started, watched and, if need be, ended.

# Starts the workload in a process group of its own. When it ends, its exit status and the time go into the
# fifo that await_workload reads. The wrapper stays protected from the OOM killer, the workload does not.
start_workload() {
  local fifo=$run_dir/.done
  mkfifo "$fifo" || return 1
  exec {done_fd}<>"$fifo"
  rm -f "$fifo"
  (
    trap '' INT HUP
    (
      echo 0 >/proc/self/oom_score_adj
      if [[ -n $cgroup ]]; then echo "$BASHPID" >"$cgroup/cgroup.procs"; fi
      cd "$workload_cwd" || exit 126
      if [[ -n $caller_locale ]]; then export LC_ALL=$caller_locale; else unset LC_ALL; fi
      trap - INT HUP
      exec {done_fd}>&-
      exec setsid "${run_argv[@]}"
    ) </dev/null >"$run_dir/.workload.out" 2>&1 &
    printf 'pid %s 0\n' "$!" >&"$done_fd"
    wait "$!"
    status=$?
    monotonic_now
    printf 'end %s %s\n' "$status" "$REPLY" >&"$done_fd"
  ) &
  wrapper_pid=$!
  local word
  read -r -u "$done_fd" word workload_pid _
  if [[ $word != pid ]]; then return 1; fi
  state_add_process "$workload_pid" workload
}

# Waits for the workload's end and takes a sample each second. Sets workload_status and phase_end. What runs
# longer than $1 seconds is ended; $2 says whether that is a failure ("late") or the normal end ("timeout").
await_workload() {
  local limit=$1 kind=$2 started=$SECONDS word='' ended=''
  while :; do
    if read -r -t 1 -u "$done_fd" word workload_status phase_end; then
      if [[ $word == end ]]; then break; fi
      continue
    fi
    # It may have ended, and written its last line, between the two tests: one more look, with time enough.
    if ! kill -0 "$wrapper_pid" 2>/dev/null && ! read -r -t 5 -u "$done_fd" word workload_status phase_end; then
      run_failures+=("the shell that waits for the workload was killed")
      monotonic_now
      phase_end=$REPLY workload_status=''
      break
    fi
    if [[ $word == end ]]; then break; fi
    if [[ $run_kind != untraced ]]; then sample_streams; fi
    show_progress "$((SECONDS - started))"
    if ((limit > 0 && SECONDS - started >= limit)); then
      if [[ -z $ended ]]; then
        end_workload TERM
        ended=$SECONDS
        if [[ $kind == late ]]; then run_failures+=("the workload did not end within $limit s and was ended"); fi
      elif ((SECONDS - ended >= 10)); then
        end_workload KILL
      fi
    fi
  done
  exec {done_fd}>&-
  wait "$wrapper_pid" 2>/dev/null
  # What the workload left behind in its process group would run on into the next run.
  end_workload KILL
  if [[ -n $ended && $kind == timeout ]]; then workload_status=0; fi
  workload_pid=''
}

end_workload() {
  if [[ -n ${workload_pid-} ]]; then kill "-$1" -- "-$workload_pid" 2>/dev/null; fi
  if [[ -n $cgroup && $1 == KILL && -e $cgroup/cgroup.kill ]]; then echo 1 >"$cgroup/cgroup.kill"; fi
}

# Makes the memory cgroup of --memory-max; REPLY says what is missing when it cannot.
make_cgroup() {
  local root=/sys/fs/cgroup
  cgroup=''
  if [[ -z $memory_max ]]; then return 0; fi
  if [[ ! -e $root/cgroup.controllers ]]; then
    REPLY="--memory-max needs cgroup v2 at $root"
    return 1
  fi
  if [[ " $(<"$root/cgroup.subtree_control") " != *' memory '* ]]; then
    state_add write -memory "$root/cgroup.subtree_control"
    echo +memory 2>/dev/null >"$root/cgroup.subtree_control" || {
      REPLY="--memory-max: the memory controller cannot be switched on in $root"
      return 1
    }
  fi
  state_add cgroup "$root/mglru-report-$$"
  cgroup=$root/mglru-report-$$
  if ! mkdir "$cgroup" || ! echo "$memory_max" >"$cgroup/memory.max"; then
    REPLY="--memory-max: cannot set memory.max to $memory_max"
    return 1
  fi
}
