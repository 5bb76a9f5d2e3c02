# probe.sh: the same small work before every run, each part timed, for run.json: whether the machine itself was the same under both
# conditions. It runs before tracers are attached and before the condition is set, so nothing of the comparison is in it.
#
# What:   a loop of the shell, memory that is written, and a file read from the disk past the page cache; about a second in all.
# Units:  rounds of the loop, MiB written, blocks of 128 KiB read. How many is chosen once, so that a part takes a quarter of a
#         second; times are compared per unit, since a collector that is started again chooses again.

readonly PROBE_NANOSECONDS=200000000 PROBE_BLOCKS=64
probe_rounds='' probe_mib=''

probe_loop() {
  local i
  for ((i = 0; i < $1; i++)); do :; done
}

probe_memory() { dd if=/dev/zero of=/dev/null bs=1M count="$1" 2>/dev/null; }

probe_disk() { dd if="$probe_file" of=/dev/null bs=128k count="$1" iflag=direct 2>/dev/null; }

# Sets REPLY to the nanoseconds that "$@" took; fails as it does.
probe_time() {
  local from status=0
  monotonic_now
  from=$REPLY
  "$@" || status=1
  monotonic_now
  REPLY=$((REPLY - from))
  return $status
}

# Sets REPLY to the units with which $1 takes long enough to be timed, from $2 on, $3 at most.
probe_units() {
  local units=$2
  while probe_time "$1" "$units" && ((REPLY < PROBE_NANOSECONDS && units < $3)); do units=$((units * 2)); done
  REPLY=$units
}

# Chooses the units, and makes the file that is read: of noise, so that no disk can leave it out.
probe_begin() {
  probe_units probe_loop 1000 16777216
  probe_rounds=$REPLY
  probe_units probe_memory 64 65536
  probe_mib=$REPLY
  probe_file=$1
  dd if=/dev/urandom of="$probe_file" bs=128k count="$PROBE_BLOCKS" conv=fsync 2>/dev/null || rm -f "$probe_file"
}

# Sets REPLY to the JSON of one part: null where it could not run, or took no time that the clock shows.
probe_part() {
  local units=$2
  if probe_time "$1" "$units" && ((REPLY > 0)); then REPLY="{\"units\": $units, \"nanoseconds\": $REPLY}"; else REPLY=null; fi
}

# Sets REPLY to the probe as JSON. $1 is the place of the file that is read.
probe_json() {
  local list=''
  if [[ -z $probe_rounds ]]; then probe_begin "$1"; fi
  probe_part probe_loop "$probe_rounds"
  list="\"cpu\": $REPLY"
  probe_part probe_memory "$probe_mib"
  list+=", \"memory\": $REPLY"
  if [[ -s $probe_file ]]; then probe_part probe_disk "$PROBE_BLOCKS"; else REPLY=null; fi
  REPLY="{$list, \"disk\": $REPLY}"
}
