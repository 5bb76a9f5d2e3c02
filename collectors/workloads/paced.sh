# shellcheck shell=bash
# shellcheck disable=SC2154  # file, file_mib and hog_mib are set by who reads this
# paced.sh: what the workloads of the paced profiles have in common: reads by fio, at a rate, and a worker that wants the memory too.
work=$(mktemp -d) || exit 1
hog='' beat=''
# shellcheck disable=SC2317  # called by the trap
leave() {
  if [[ -n $beat ]]; then kill -KILL "$beat" 2>/dev/null; fi
  if [[ -n $hog ]]; then kill -KILL "-$hog" 2>/dev/null; fi
  rm -rf "$work"
}
trap leave EXIT
trap 'exit 143' TERM

# The worker that wants the memory too, in a group of its own. It works for three tenths of each second, so that the reads wait for memory and
# not for the processor.
start_hog() {
  setsid stress-ng --vm 1 --vm-bytes "${hog_mib}M" --vm-method modulo-x --vm-keep --yaml "$work/hog" --metrics >/dev/null 2>&1 &
  hog=$!
  # Its group is there only once setsid ran: a beat that finds none ends, and the worker would work without a pause.
  until kill -0 "-$hog" 2>/dev/null; do
    kill -0 "$hog" 2>/dev/null || break
    sleep 0.01
  done
  (
    while kill -CONT "-$hog"; do
      sleep 0.3
      kill -STOP "-$hog"
      sleep 0.7
    done
  ) 2>/dev/null &
  beat=$!
}

# Reads for $1 s after $2 s that do not count, at $3 requests per second, 0: as fast as it goes. With the marks of the window where $4 is given.
reads() {
  local pace=()
  if (($3 > 0)); then pace=("--rate_iops=$3"); fi
  if [[ -n ${4-} ]]; then
    pace+=("--exec_prerun=(sleep $2; echo metric phase=measure >>\$MGLRU_MARKS) & :" '--exec_postrun=echo metric phase=end >>$MGLRU_MARKS; :')
  fi
  fio --name=paced --filename="$file" --size="${file_mib}M" --rw=randread --bs=4k --ioengine=psync --random_distribution=zipf:1.1 --norandommap \
    --randrepeat=1 --thread --time_based --runtime="$1" --ramp_time="$2" "${pace[@]}" --output-format=json+ --output="$work/json"
}

# Of fio's JSON: the requests per second that were served.
served() { awk '/^ *"read" *: *\{/ { side = 1 } side && /^ *"iops" *:/ { sub(/.*: */, ""); sub(/,.*/, ""); print; exit }' "$work/json"; }

