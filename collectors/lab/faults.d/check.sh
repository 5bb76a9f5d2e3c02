# shellcheck shell=bash
# shellcheck disable=SC2034  # what is set here is read by the trials
# What the fault trials have in common. Sourced in the guest; $COLLECTORS and $OUT are the lab's.
failed=0
experiment=$OUT/experiment
run_experiment=$COLLECTORS/run-experiment

# check WHAT COMMAND...: one line of the verdict.
check() {
  local what=$1
  shift
  if "$@"; then echo "ok    $what"; else echo "WRONG $what"; failed=1; fi
}

verdict() {
  ((failed)) && echo "trial: something is wrong" || echo "trial: passed"
  exit "$failed"
}

# Every setting that an experiment may touch, as the kernel prints it now. A writable file that cannot be read says nothing.
settings() {
  local file
  for file in /sys/kernel/mm/lru_gen/{enabled,min_ttl_ms} /proc/sys/vm/{swappiness,overcommit_memory,panic_on_oom,page-cluster} \
    /sys/kernel/mm/transparent_hugepage/{enabled,defrag} /sys/module/zswap/parameters/enabled /sys/kernel/mm/ksm/run \
    /proc/sys/kernel/{printk,perf_event_max_sample_rate,perf_event_paranoid,perf_cpu_time_max_percent} /sys/devices/system/cpu/cpu*/cpufreq/scaling_governor; do
    [[ -r $file ]] && echo "$file $(<"$file")"
  done
  swapon --show=NAME,SIZE,PRIO --noheadings
}

# Settings unlike those that the experiment wants, so that "restored" is not true by accident.
unusual_settings() {
  echo 5 >/sys/kernel/mm/lru_gen/enabled
  echo 321 >/sys/kernel/mm/lru_gen/min_ttl_ms
  echo 43 >/proc/sys/vm/swappiness
  echo always >/sys/kernel/mm/transparent_hugepage/enabled
}

# shellcheck disable=SC2154  # the trial's own variable
same_settings() { diff <(echo "$settings_before") <(settings); }

# fingerprint: of all that complete runs hold, and of the plan.
fingerprint() { (cd "$experiment" && sha256sum experiment.json && find runs -path '*/.*' -prune -o -type f -print0 | sort -z | xargs -0r sha256sum); }
# Nothing that was there at the fingerprint in FILE has changed or gone.
unchanged() { (cd "$experiment" && sha256sum --quiet -c "$1"); }

# Complete runs of the plan: not the warm-ups that a resume repeats.
complete_runs() { find "$experiment/runs" -mindepth 1 -maxdepth 1 -name '[!.]*' ! -name 'w0[2-9]-*' -type d 2>/dev/null | wc -l; }
partial_runs() { find "$experiment/runs" -mindepth 1 -maxdepth 1 -name '.partial-*' -type d 2>/dev/null | wc -l; }

# The lines of a stream's file of this name, whatever it is compressed with.
stream_lines() {
  local file
  for file in "$1".ndjson*; do
    case $file in *.gz) gzip -dc "$file" ;; *.zst) zstd -dcq "$file" ;; *) cat "$file" ;; esac
  done
}

# await SECONDS COMMAND...: until it is true.
await() {
  local left=$(($1 * 5))
  shift
  until "$@"; do
    ((--left > 0)) || return 1
    sleep 0.2
  done
}

# The measured run of this position is under way: its workload runs.
under_way() { compgen -G "$experiment/runs/.partial-$1*" >/dev/null && pgrep -x 'stress-ng.*' >/dev/null; }

# No stream's process is left over.
nobody_left() { ! pgrep -l '^(bpftrace|perf|stress-ng)'; }

# said WHAT STATUS WORDS ARGUMENT...: run-experiment ends with this status, says this, and leaves no setting or cgroup behind.
said_number=0
said() {
  local what=$1 status=$2 words=$3 got
  shift 3
  said_number=$((said_number + 1))
  "$run_experiment" --out "$OUT/bad-$said_number" --streams vmstat --describe-only --blocks 1 --retries 0 "$@" >/tmp/said 2>&1
  got=$?
  check "$what: ends with $status" test "$got" = "$status"
  check "$what: \"$( (grep -am 1 -e "$words" /tmp/said || tail -n 2 /tmp/said) | cut -c 1-200)\"" grep -q -e "$words" /tmp/said
  check "$what: settings and cgroups are as before" untouched
}
untouched() { same_settings && [[ -z $(compgen -G '/sys/fs/cgroup/mglru-report-*') ]]; }

# Two conditions that differ in this one setting.
both() { conditions=(--condition "a:$1" --condition "b:$2"); }
