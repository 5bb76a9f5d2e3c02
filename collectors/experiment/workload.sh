# workload.sh: the workload is started, watched and, if need be, ended.

# Starts the workload in a process group of its own. When it ends, its exit status and the time go into a file,
# and a line in a fifo wakes await_workload. The wrapper stays protected from the OOM killer, the workload does not.
# A read that times out may lose what it has read of a line so far, so nothing that counts goes through the fifo.
start_workload() {
  local fifo=$run_dir/.done
  # Not on the disk of the experiment, which may be full.
  ended_file=$STATE_DIR/ended
  : >"$ended_file"
  mkfifo "$fifo" || return 1
  exec {done_fd}<>"$fifo"
  rm -f "$fifo"
  (
    trap '' INT HUP
    release_lock
    (
      echo 0 >/proc/self/oom_score_adj
      if [[ -n $cgroup ]]; then echo "$BASHPID" >"$cgroup/cgroup.procs"; fi
      cd "$workload_cwd" || exit 126
      if [[ -n $caller_locale ]]; then export LC_ALL=$caller_locale; else unset LC_ALL; fi
      trap - INT HUP
      exec {done_fd}>&-
      exec setsid "${run_argv[@]}"
    ) </dev/null >"$run_dir/.workload.out" 2>&1 &
    printf 'pid %s\n' "$!" >&"$done_fd"
    wait "$!"
    status=$?
    monotonic_now
    printf '%s %s\n' "$status" "$REPLY" >"$ended_file"
    printf 'ended\n' >&"$done_fd"
  ) &
  wrapper_pid=$!
  local word
  read -r -u "$done_fd" word workload_pid
  if [[ $word != pid ]]; then return 1; fi
  state_add_process "$workload_pid" workload
}

# Sets workload_status and phase_end once the workload has ended; fails while it has not.
workload_ended() {
  # Without a newline at its end the line is not whole yet.
  { read -r workload_status phase_end <"$ended_file"; } 2>/dev/null && [[ "$workload_status $phase_end" =~ ^[0-9]{1,3}\ [0-9]+$ ]]
}

# Waits for the workload's end and takes a sample each second. Sets workload_status and phase_end. What runs
# longer than $1 seconds is ended; $2 says whether that is a failure ("late") or the normal end ("timeout").
await_workload() {
  local limit=$1 kind=$2 started=$SECONDS ended=''
  while ! workload_ended; do
    if read -r -t 1 -u "$done_fd" _; then continue; fi
    # It may have ended between the two looks.
    if ! kill -0 "$wrapper_pid" 2>/dev/null && ! workload_ended; then
      run_failures+=("the shell that waits for the workload was killed")
      monotonic_now
      phase_end=$REPLY workload_status=''
      break
    fi
    if workload_ended; then break; fi
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
