# kernel-build-like	Many compilers at once in too little memory: a parallel build as on a build server.
#
# Stresses: short-lived anonymous memory of many processes, and the page cache that they share: headers, the compiler itself.
# How:      collectors/workloads/build.sh compiles the single-file libraries of stb (package libstb-dev) over and over with
#           make -j, two jobs a CPU. How many objects are made was found by a trial without pressure before the experiment.
# Figure:   metric build.objects-per-second on standard output.
# Limit:    16 MiB a job (a compiler takes 30 to 40, much of it shared) unless --memory-max says otherwise.
# THP:      never, so that a fault is a page.
profile_timeout=60
profile_thp=never
# The work of a run is fixed: how long it takes is what the memory pressure makes of it.
profile_patience=20
profile_programs='gcc make'
profile_needs_file=/usr/include/stb/stb_image.h
profile_primary='workload:build.objects-per-second:5%'
build_jobs=$((2 * $(getconf _NPROCESSORS_ONLN)))
profile_limit_mib=$((build_jobs * 16))

profile_argv() {
  profile_disk_mib=256
  build_command 1
}

# $1: objects a second that one job makes without pressure, times 1,000.
build_command() {
  local objects=$(($1 * timeout_seconds * build_jobs / 2 / 2000))
  if ((objects < build_jobs)); then objects=$build_jobs; fi
  workload_argv=("$BASH" "$COLLECTORS/workloads/build.sh" "$build_jobs" "$objects")
}

# Before the plan is written: how fast is this machine?
profile_tune() {
  local rate
  read_rate build.sh "the compiler of the profile" "the compiler"
  rate=$REPLY
  build_command "$rate"
  note "a job makes $rate objects in 1,000 s without pressure: ${workload_argv[3]} are made in each run"
}
