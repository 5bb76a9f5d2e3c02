# workload.sh: the workload is started, watched and, if need be, ended.

# Starts the workload in a process group of its own. When it ends, its exit status and the time go into a file,
# and a line in a fifo wakes await_workload. The wrapper stays protected from the OOM killer, the workload does not.
# A read that times out may lose what it has read of a line so far, so nothing that counts goes through the fifo.
start_workload() {
  local fifo=$run_dir/.done
  # Not on the disk of the experiment, which may be full.
  ended_file=$STATE_DIR/ended
  : >"$ended_file"
  mkfifo "$fifo" "$fifo.sampled" || return 1
  exec {done_fd}<>"$fifo" {sampled_fd}<>"$fifo.sampled"
  rm -f "$fifo"
  # Both appended to, so that a workload that writes to one file under two names loses nothing.
  : >"$run_dir/workload.stdout" && : >"$run_dir/workload.stderr" || return 1
  : >"$MARKS_FILE"
  monotonic_now
  workload_start=$REPLY
  (
    trap '' INT HUP
    release_lock
    exec {last_sample_fd}<"$fifo.sampled" {sampled_fd}>&-
    (
      echo 0 >/proc/self/oom_score_adj
      if [[ -n $cgroup ]]; then echo "$BASHPID" >"$cgroup/cgroup.procs"; fi
      cd "$workload_cwd" || exit 126
      if [[ -n $caller_locale ]]; then export LC_ALL=$caller_locale; else unset LC_ALL; fi
      trap - INT HUP
      exec {done_fd}>&- {last_sample_fd}<&-
      export MGLRU_MARKS=$MARKS_FILE
      exec setsid "${run_argv[@]}"
    ) </dev/null >>"$run_dir/workload.stdout" 2>>"$run_dir/workload.stderr" &
    printf 'pid %s\n' "$!" >&"$done_fd"
    wait "$!"
    status=$?
    monotonic_now
    # Of the children that this shell waited for: the workload, and what that waited for.
    times >"$ended_file.times"
    printf '%s %s\n' "$status" "$REPLY" >"$ended_file"
    printf 'ended\n' >&"$done_fd"
    # Nothing is started before the last sample. The file descriptor ends then, or with the collector.
    read -r -u "$last_sample_fd" _
    print_peak >"$ended_file.peak" 2>/dev/null
  ) &
  wrapper_pid=$!
  local word
  read -r -u "$done_fd" word workload_pid
  rm -f "$fifo.sampled"
  if [[ $word != pid ]]; then return 1; fi
  state_add_process "$workload_pid" workload
}

# Sets workload_status and workload_end once the workload has ended; fails while it has not.
workload_ended() {
  # Without a newline at its end the line is not whole yet.
  { read -r workload_status workload_end <"$ended_file"; } 2>/dev/null && [[ "$workload_status $workload_end" =~ ^[0-9]{1,3}\ [0-9]+$ ]]
}

# Takes the place of a shell by one program that prints ru_maxrss, in KiB, of the children that the shell waited for: of all processes
# that the workload was, the most that one had in memory. getrusage has another number on each architecture; without Perl
# there is no output.
print_peak() {
  local call
  case $HOSTTYPE in
    x86_64) call=98 ;;
    aarch64 | riscv64) call=165 ;;
    i?86 | arm* | powerpc* | s390x) call=77 ;;
    *) exit ;;
  esac
  # RUSAGE_CHILDREN is -1; the number comes after two timevals of two longs each.
  # shellcheck disable=SC2016  # Perl's variable
  exec perl -e '$usage = "\0" x 512; printf "%d\n", (unpack "l!5", $usage)[4] if syscall($ARGV[0] + 0, -1, $usage) == 0' "$call"
}

# Waits for the workload's end and takes a sample each second. Sets workload_status and workload_end. What runs
# longer than $1 seconds is ended; $2 says whether that is a failure ("late") or the normal end ("timeout").
await_workload() {
  local limit=$1 kind=$2 started=$SECONDS ended=''
  while ! workload_ended; do
    if read -r -t 1 -u "$done_fd" _; then continue; fi
    # It may have ended between the two looks.
    if ! kill -0 "$wrapper_pid" 2>/dev/null && ! workload_ended; then
      run_failures+=("the shell that waits for the workload was killed")
      monotonic_now
      workload_end=$REPLY workload_status=''
      break
    fi
    if workload_ended; then break; fi
    watch_window
    watch_cgroup
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
  if [[ -n $ended && $kind == timeout ]]; then workload_status=0; fi
}

# After the last sample: what the workload left behind would run on into the next run.
end_stragglers() {
  end_workload KILL
  if [[ -n ${sampled_fd-} ]]; then
    exec {sampled_fd}>&-
    sampled_fd=''
    wait "$wrapper_pid" 2>/dev/null
  fi
  await_empty_cgroup || run_failures+=("processes that the workload started did not end")
  workload_pid=''
}

end_workload() {
  if [[ -n ${workload_pid-} ]]; then kill "-$1" -- "-$workload_pid" 2>/dev/null; fi
  if [[ $1 == KILL ]]; then end_cgroup; fi
}

# Sets REPLY to the time that the workload took, and its memory, as a member of run.json; null when that is not known.
usage_json() {
  local line='' user=null system=null peak=''
  REPLY=null
  [[ -n ${workload_start-} && -n ${workload_end-} ]] || return 0
  # bash prints "0m1.234s 0m0.567s".
  { read -r _ && read -r line; } 2>/dev/null <"$ended_file.times" || line=''
  if [[ $line =~ ^([0-9]+)m([0-9]+)\.([0-9]{3})s\ ([0-9]+)m([0-9]+)\.([0-9]{3})s$ ]]; then
    user=$(((BASH_REMATCH[1] * 60 + BASH_REMATCH[2]) * 1000000 + 10#${BASH_REMATCH[3]} * 1000))
    system=$(((BASH_REMATCH[4] * 60 + BASH_REMATCH[5]) * 1000000 + 10#${BASH_REMATCH[6]} * 1000))
  fi
  { read -r peak <"$ended_file.peak"; } 2>/dev/null
  if [[ $peak =~ ^[1-9][0-9]{0,12}$ ]]; then peak=$((peak * 1024)); else peak=null; fi
  REPLY="{\"elapsedNanoseconds\": \"$((workload_end - workload_start))\", \"userMicroseconds\": $user, \"systemMicroseconds\": $system, \"peakResidentBytes\": $peak}"
}
