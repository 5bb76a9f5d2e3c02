# canary	A small program that has to wake up in time and uses its memory: how late it was, and for how long it could not run.
#
# Why:      throughput does not tell what a person feels: whether another program on the machine still answers.
# How:      programs/canary.c (programs/canary.pl where no compiler is): ten wake-ups a second at moments fixed beforehand; once a second
#           it writes to each page of its anonymous memory and reads each page of a file that it maps, both filled with what cannot be
#           compressed. One runs in a cgroup of its own next to the workload's; another in the workload's where that has a
#           limit. The OOM killer may choose it: its end is in the last record.
# Output:   {"type":"canary","t":"739...","where":"outside","program":"c","pid":5780,"period_ns":100000000,"anon_bytes":33554432,"file_bytes":33554432}
#           {"type":"sample","t":"740...","data":{"where":"outside","late_ns":[63615, ... ten],"anon_ns":257721,"file_ns":132217,
#            "loop_ns":48487,"loop_cpu_ns":45789,"major":0,"minor":0,"cpu_ns":592196}}
#           {"type":"canary-end","t":"755...","where":"outside","status":0}   (137: killed)
# Overhead: 0.16 % of a CPU for the one outside (29 MiB and 29 MiB), 0.13 % for one of 4 MiB: medians of the seconds of an idle guest whose clock counts
#           instructions, 250 million per second (lab/faults canary on 6.12); a second in which all of it has to be read back takes more.
# Caveats:  its memory is taken from the workload (32 MiB and a file of 32 MiB; less on a small machine, as the first record says).
#           A virtual machine that its host stops looks like a freeze. In Perl it is coarser: it reads the file by system calls,
#           takes 1 to 2 % of a CPU, and its touches last ten times as long.
# Kernels:  all.
# kind	command
# needs	any:canary,cc,gcc,clang,perl
# stop	TERM

# What run-experiment passes: the program's words, the canary's directory and cgroup, the workload's cgroup,
# MiB of each memory of the one outside; those of the one inside are in a file when SIGUSR1 asks for it. SIGUSR2 ends that one.
read -r -a program <<<"$MGLRU_CANARY_PROGRAM"
# shellcheck source=../experiment/clock.sh
. "$MGLRU_CANARY_LIB/clock.sh"

# Starts the canary called $1 in cgroup $2 with $3 MiB of each memory, waits for it, and records how it ended.
keep() {
  local child='' status asked=''
  trap 'asked=yes; if [[ -n $child ]]; then kill -TERM "$child" 2>/dev/null; fi' TERM
  trap '' USR1 USR2
  (
    trap - TERM USR1 USR2
    echo 0 >/proc/self/oom_score_adj
    if [[ -n $2 ]]; then echo "$BASHPID" >"$2/cgroup.procs"; fi
    exec "${program[@]}" "$1" "$3" "$3" "$MGLRU_CANARY_DIR/file.$1" "$MGLRU_CANARY_DIR/$1.ready"
  ) &
  child=$!
  if [[ -n $asked ]]; then kill -TERM "$child" 2>/dev/null; fi
  while :; do
    wait "$child" 2>/dev/null
    status=$?
    kill -0 "$child" 2>/dev/null || break
  done
  # Asked to end before it had made itself ready to.
  if [[ -n $asked && $status == 143 ]]; then status=0; fi
  rm -f "$MGLRU_CANARY_DIR/$1.ready"
  monotonic_now
  printf '{"type":"canary-end","t":"%s","where":"%s","status":%d}\n' "$REPLY" "$1" "$status"
}

outside='' inside='' stop=''
trap 'stop=yes' TERM
trap 'if [[ -z $inside ]]; then keep inside "$MGLRU_CANARY_WORKLOAD" "$(<"$MGLRU_CANARY_DIR/inside.mib")" & inside=$!; fi' USR1
trap 'if [[ -n $inside ]]; then kill -TERM "$inside" 2>/dev/null; fi' USR2
rm -f "$MGLRU_CANARY_DIR"/*.ready
keep outside "$MGLRU_CANARY_CGROUP" "$MGLRU_CANARY_MIB" &
outside=$!
sleep infinity >/dev/null &
idle=$!
while [[ -z $stop ]]; do wait "$idle"; done
kill "$idle"
# shellcheck disable=SC2086  # none, or one
kill -TERM "$outside" $inside 2>/dev/null
# shellcheck disable=SC2086
wait "$outside" $inside
exit 0
