# resume.sh: what an interrupted experiment needs to go on with the same plan, kept in EXPERIMENT/.resume
# (plain values, read back word by word: nothing in it is executed).

readonly RESUME_KEYS='experiment_id seed blocks untraced_runs profile timeout_seconds memory_max thp swappiness compress raw
conditions_text default_ttl limit_seconds limit_kind profile_accept_status profile_needs_swap profile_swap profile_disk_mib workload_cwd manifest_sha256'

save_resume() {
  local key dir=$experiment/.resume
  read -r manifest_sha256 _ < <(sha256sum "$experiment/experiment.json")
  mkdir -p "$dir"
  {
    printf '%s\0' "${workload_argv[@]}" >"$dir/argv" && printf '%s\n' "${stream_ids[@]}" >"$dir/streams" &&
      for key in $RESUME_KEYS; do printf '%s=%s\n' "$key" "${!key}"; done >"$dir/options.tmp" &&
      mv "$dir/options.tmp" "$dir/options"
  } || stop_experiment "cannot write $dir"
}

load_resume() {
  local key value dir=$experiment/.resume sum
  [[ -f $dir/options && -f $experiment/experiment.json ]] ||
    fail "--resume $experiment: expected an experiment that run-experiment began (experiment.json and .resume), found none"
  while IFS='=' read -r key value; do
    case " ${RESUME_KEYS//$'\n'/ } " in *" $key "*) printf -v "$key" '%s' "$value" ;; esac
  done <"$dir/options"
  workload_argv=()
  while IFS= read -r -d '' value; do workload_argv+=("$value"); done <"$dir/argv"
  mapfile -t stream_ids <"$dir/streams"
  read -r sum _ < <(sha256sum "$experiment/experiment.json")
  [[ $sum == "$manifest_sha256" ]] || fail "$experiment/experiment.json was changed since the experiment began; start a new one"
}
