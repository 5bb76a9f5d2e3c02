# clock.sh: the kernel's clocks in nanoseconds, from a shell and without starting a process.

# Both functions read the file in one go (mapfile). With "while read" bash seeks back to the end of each line, and the
# kernel makes the file again up to there: its lines have moved meanwhile, and one time in thirty the offset was that of
# another clock.

# Sets REPLY to CLOCK_MONOTONIC. /proc/timer_list prints it to the nanosecond; where that file is missing
# /proc/uptime gives hundredths of one second (and counts time asleep, which a run has none of).
monotonic_now() {
  local line
  local -a lines
  if [[ -r /proc/timer_list ]]; then
    mapfile -t -n 8 lines </proc/timer_list
    for line in "${lines[@]}"; do
      if [[ $line == 'now at '* ]]; then
        line=${line#now at }
        REPLY=${line%% *}
        return
      fi
    done
  fi
  read -r line _ </proc/uptime
  REPLY=$((10#${line/./} * 10000000))
}

# Sets REPLY to how far CLOCK_BOOTTIME is ahead of CLOCK_MONOTONIC: the time the machine was asleep.
boottime_offset() {
  local line clock=''
  local -a lines
  if [[ -r /proc/timer_list ]]; then
    mapfile -t lines </proc/timer_list
    for line in "${lines[@]}"; do
      case $line in
        *' clock 2:') clock=boottime ;;
        *' clock '[0-9]*:) clock='' ;;
        *' .offset:'*)
          if [[ $clock == boottime ]]; then
            line=${line#*.offset:}
            line=${line%nsecs}
            REPLY=${line//[!0-9]/}
            return
          fi
          ;;
      esac
    done
  fi
  REPLY=0
}

# Sets clock_monotonic, clock_boottime and clock_realtime, read within microseconds of each other.
read_clocks() {
  local before offset
  boottime_offset
  offset=$REPLY
  monotonic_now
  before=$REPLY
  if [[ -n ${EPOCHREALTIME-} ]]; then
    clock_realtime=${EPOCHREALTIME/[.,]/}000
  else
    clock_realtime=$(date +%s%N)
  fi
  monotonic_now
  clock_monotonic=$(((before + REPLY) / 2))
  clock_boottime=$((clock_monotonic + offset))
}
