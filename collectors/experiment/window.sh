# window.sh: which part of the workload's time counts. All of it; or from --ramp SECONDS on; or from the line "metric phase=measure"
# that the workload prints on standard output, to its line "metric phase=end" where there is one. What cannot print them there appends them
# to the file that the variable MGLRU_MARKS names.

readonly MARKS_FILE=$STATE_DIR/marks
declare -A marks_rest=()

# fio leaves its ramp out of its own figures: where no --ramp is given, that of its command line is taken.
choose_ramp() {
  local i word
  if [[ -n $ramp_seconds || ${workload_argv[0]##*/} != fio || ${workload_argv[*]} == *MGLRU_MARKS* ]]; then return; fi
  for ((i = 1; i < ${#workload_argv[@]}; i++)); do
    word=${workload_argv[i]}
    if [[ $word == --ramp_time ]]; then word=--ramp_time=${workload_argv[i + 1]-}; fi
    if [[ $word =~ ^--ramp_time=([1-9][0-9]{0,5})s?$ ]]; then ramp_seconds=${BASH_REMATCH[1]}; fi
  done
}

begin_window() {
  window_state=open window_by=whole window_end='' marks_read=0
  marks_rest=([marks_fd]='' [more_marks_fd]='')
  phase_start=$workload_start
  exec {marks_fd}<"$run_dir/workload.stdout" {more_marks_fd}<"$MARKS_FILE"
  if [[ -n $ramp_seconds ]]; then window_state=ramp window_by=ramp; fi
}

# Once a second while the workload runs.
watch_window() {
  if [[ $window_state == ramp ]]; then
    monotonic_now
    if ((REPLY - workload_start >= ramp_seconds * 1000000000)); then start_window; fi
  fi
  read_marks marks_fd
  read_marks more_marks_fd
}

# Reads on in the file of descriptor $1. A benchmark that prints much is not followed to its end, and no line to its end either.
read_marks() {
  local line whole
  while ((marks_read < 4000)); do
    IFS= read -r -n 200 line <&"${!1}"
    whole=$?
    line=${marks_rest[$1]}$line marks_rest[$1]=''
    if ((whole != 0)); then
      marks_rest[$1]=${line:0:200}
      break
    fi
    marks_read=$((marks_read + 1))
    case $line in
      'metric phase=measure')
        if [[ $window_by == whole ]]; then
          window_by=mark
          start_window
        fi
        ;;
      'metric phase=end') if [[ $window_by == mark && $window_state == open ]]; then stop_window; fi ;;
    esac
  done
}

# The window starts after a sample, so that the differences of counters are those of the window.
start_window() {
  refresh_counters
  sample_streams
  monotonic_now
  phase_start=$REPLY window_state=open
  end_phase ramp "$workload_start" "$phase_start"
}

stop_window() {
  refresh_counters
  monotonic_now
  window_end=$REPLY window_state=closed
}

# After the workload's end.
close_window() {
  exec {marks_fd}<&- {more_marks_fd}<&-
  if [[ $window_state == ramp ]]; then
    run_failures+=("the workload ended before its ramp of $ramp_seconds s did")
    return
  fi
  end_phase measure "$phase_start" "${window_end:-$workload_end}"
}

window_json() {
  REPLY="{\"by\": \"${window_by:-whole}\", \"rampSeconds\": ${ramp_seconds:-null}}"
}
