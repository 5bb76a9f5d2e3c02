# manifest.sh: experiment.json, once, before the first run; run.json at the end of each.

# Writes standard input to $1 under another name first, so that a half-written file is never taken for a whole one.
write_whole() {
  if cat >"$1.tmp" && sync "$1.tmp" && mv "$1.tmp" "$1"; then return 0; fi
  stop_experiment "cannot write $1 (disk full?); what is recorded stays, go on with: $OWN_NAME --resume $experiment"
}

write_experiment_json() {
  local i line id kind block position condition conditions='' runs='' created argv streams memory_limit timeout profile_name format
  local spec metric relative absolute primary='' looks describe=false tools label
  for i in 0 1; do
    json_text_or_null "${condition_labels[i]}"
    label=$REPLY
    condition_settings_json "$i"
    conditions+=", {\"id\": \"${condition_ids[i]}\", \"label\": $label, \"settings\": $REPLY}"
  done
  for line in "${plan_runs[@]}"; do
    read -r id kind block position condition <<<"$line"
    runs+=$',\n      '"{\"id\": \"$id\", \"kind\": \"$kind\", \"block\": ${block/#-/null}, \"position\": ${position/#-/null}, \"condition\": \"$condition\"}"
  done
  for spec in "${primary_metrics[@]}"; do
    split_primary "$spec"
    metric_streams "$metric"
    primary+=", {\"metric\": \"$metric\", \"smallestEffect\": {\"relative\": ${relative:-$metric_relative}, \"absolute\": ${absolute:-$metric_absolute}}}"
  done
  printf -v looks ', %s' "${look_blocks[@]-}"
  looks=${looks#, }
  if [[ -n $describe_only ]]; then describe=true; fi
  tools_json
  tools=$REPLY
  json_strings "${workload_argv[@]}"
  argv=$REPLY
  json_strings "${stream_ids[@]}"
  streams=$REPLY
  json_text_or_null "$profile"
  profile_name=$REPLY
  json_number_or_null "$timeout_seconds"
  timeout=$REPLY
  json_number_or_null "$memory_max"
  memory_limit=$REPLY
  json_text_or_null "$workload_format"
  format=$REPLY
  created=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  json_string "$seed"
  write_whole "$experiment/experiment.json" <<END
{
  "schemaVersion": 2,
  "id": "$experiment_id",
  "createdAt": "$created",
  "tool": {"name": "run-experiment", "version": "$COLLECTORS_VERSION"},
  "host": $host_json,
  "tools": $tools,
  "workload": {"profile": $profile_name, "argv": $argv, "timeoutSeconds": $timeout, "memoryMaxBytes": $memory_limit, "rampSeconds": ${ramp_seconds:-null}, "format": $format},
  "conditions": [${conditions#, }],
  "plan": {
    "blocks": $blocks,
    "seed": $REPLY,
    "algorithm": "$PLAN_ALGORITHM",
    "looks": [$looks],
    "describeOnly": $describe,
    "runs": [${runs#,}
    ],
    "primary": [${primary#, }]
  },
  "streams": $streams
}
END
}

write_run_json() {
  local kind=$1 block=$2 position=$3 exit_json=null outcome=complete reason=null signal=null failure usage window
  if [[ -n $workload_status ]]; then
    if ((workload_status > 128)); then
      json_text_or_null "$(kill -l "$workload_status" 2>/dev/null)"
      signal=$REPLY
    fi
    exit_json="{\"status\": $workload_status, \"signal\": $signal}"
  fi
  if ((${#run_failures[@]} > 0)); then
    outcome=failed
    failure=$(printf '; %s' "${run_failures[@]}")
    json_text_or_null "${failure#; }" 8000
    reason=$REPLY
  fi
  usage_json
  usage=$REPLY
  window_json
  window=$REPLY
  write_whole "$run_dir/run.json" <<END
{
  "schemaVersion": 2,
  "experiment": "$experiment_id",
  "id": "$run_id",
  "kind": "$kind",
  "block": ${block/#-/null},
  "position": ${position/#-/null},
  "condition": "$run_condition",
  "settings": {
    "before": $settings_before,
    "after": $settings_after
  },
  "clock": {"monotonic": "$clock_monotonic", "boottime": "$clock_boottime", "realtime": "$clock_realtime"},
  "phases": [${run_phases#, }],
  "exit": $exit_json,
  "outcome": "$outcome",
  "reason": $reason,
  $run_identity
  "cgroup": $run_cgroup,
  "usage": $usage,
  "window": $window,
  "output": $run_output,
  "attempt": ${run_attempt:-1},
  "probe": ${run_probe:-null},
  "environment": $run_environment,
  "streams": $run_stream_list
}
END
}
