# attempts.sh: runs that failed are recorded again at their place in the plan; and what a profile needs before the first run.

# Records the run described by the five words given, again while it fails and --retries allows it. A failed attempt is kept
# whole, as runs/.failed-ID.N, and the run that counts says which attempt it was.
record_with_retries() {
  run_attempt=1
  while [[ -e $experiment/runs/.failed-$1.$run_attempt ]]; do run_attempt=$((run_attempt + 1)); done
  while :; do
    record_run "$@"
    if ((${#run_failures[@]} == 0 || run_attempt > retries)); then return; fi
    warn "run $1 failed: $(printf '%s; ' "${run_failures[@]}")it is recorded again (attempt $((run_attempt + 1)) of $((retries + 1)))"
    mv "$experiment/runs/$1" "$experiment/runs/.failed-$1.$run_attempt" || stop_experiment "cannot rename $experiment/runs/$1"
    # A stream that cannot be attached will not attach the next time either.
    if [[ -z $streams_attached && $2 == warmup ]]; then
      mv "$experiment/runs/.failed-$1.$run_attempt" "$experiment/runs/$1"
      return
    fi
    check_disk
    run_attempt=$((run_attempt + 1))
  done
}

# The files that a profile reads are written once, before the first run, and removed at the end.
prepare_data() {
  ((${#profile_prepare[@]})) || return 0
  rm -rf "$data_dir"
  mkdir "$data_dir" || stop_experiment "cannot make $data_dir"
  say "preparing the data of the profile $profile"
  (release_lock && cd "$data_dir" && exec "${profile_prepare[@]}") >"$data_dir/.log" 2>&1 </dev/null ||
    stop_experiment "the data of the profile $profile could not be made: $(tail -n 1 "$data_dir/.log" | cut -c 1-300)"
}

# Sets REPLY to how much workloads/$1 does in 1,000 s without pressure, or a second, as it says; $2 is what it tries, $3 what is run for it.
read_rate() {
  REPLY=$("$BASH" "$COLLECTORS/workloads/$1" --rate) || stop_experiment "$2 could not be tried"
  [[ $REPLY =~ ^[1-9][0-9]{0,8}$ ]] || stop_experiment "the trial of $3 gave no rate, but \"${REPLY:0:80}\""
}

# A profile that has to know how fast the machine is tries it, in a directory of its own.
tune_profile() {
  say "trying how fast this machine is, for the profile $profile"
  mkdir -p "$work_dir" && cd "$work_dir" || stop_experiment "cannot make $work_dir"
  profile_tune
  cd / && rm -rf "${work_dir:?}"
}
