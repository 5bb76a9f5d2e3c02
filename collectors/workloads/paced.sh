# shellcheck shell=bash
# shellcheck disable=SC2154  # file, file_mib and hog_mib are set by who reads this
# paced.sh: what the workloads of the paced profiles have in common: reads by fio, at a rate, and a worker that wants the memory too.
work=$(mktemp -d) || exit 1
hog=''
# shellcheck disable=SC2317  # called by the trap
leave() {
  if [[ -n $hog ]]; then kill -KILL "$hog" 2>/dev/null; fi
  rm -rf "$work"
}
trap leave EXIT
trap 'exit 143' TERM

# The worker that wants the memory too. What it wants is fixed like the rate of the reads: all of its memory once in ten seconds. One that works as fast
# as it can got four times as much done in one run as in another, and the reads waited for that.
start_hog() {
  perl "${BASH_SOURCE[0]%/*}/../programs/hog-paced.pl" "$hog_mib" 10 >"$work/hog" &
  hog=$!
}

# Its figures: what it has written to of what was due.
stop_hog() {
  kill -TERM "$hog" 2>/dev/null
  wait "$hog" 2>/dev/null
  hog=''
  cat "$work/hog"
}

# Reads for $1 s after $2 s that do not count, at $3 requests per second, 0: as fast as it goes. With the marks of the window where $4 is given.
# fio throws the file out of the page cache as it begins, and reads the same blocks in the same order each time; not where $again is set, the seed of
# another order. With the time of each read in $latency_log where that is set.
reads() {
  local pace=()
  if (($3 > 0)); then pace=("--rate_iops=$3"); fi
  if [[ -n ${again-} ]]; then pace+=(--invalidate=0 "--randseed=$again"); fi
  if [[ -n ${latency_log-} ]]; then pace+=("--write_lat_log=$latency_log"); fi
  if [[ -n ${4-} ]]; then
    pace+=("--exec_prerun=(sleep $2; echo metric phase=measure >>\$MGLRU_MARKS) & :" '--exec_postrun=echo metric phase=end >>$MGLRU_MARKS; :')
  fi
  fio --name=paced --filename="$file" --size="${file_mib}M" --rw=randread --bs=4k --ioengine=psync --random_distribution=zipf:1.1 --norandommap \
    --randrepeat=1 --thread --time_based --runtime="$1" --ramp_time="$2" "${pace[@]}" --output-format=json+ --output="$work/json"
}

# Of fio's JSON: the requests per second that were served.
served() { awk '/^ *"read" *: *\{/ { side = 1 } side && /^ *"iops" *:/ { sub(/.*: */, ""); sub(/,.*/, ""); print; exit }' "$work/json"; }

