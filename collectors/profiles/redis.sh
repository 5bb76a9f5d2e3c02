# redis	A redis server whose data are one and a half times the memory limit, and redis-benchmark over loopback.
#
# Stresses: anonymous memory of a server: a fifth of its keys are asked for all the time, the others now and then; swap.
# How:      collectors/workloads/redis.sh starts the server, fills it, and marks the start of the window. Then one client asks
#           for any of the keys while redis-benchmark with four clients asks for the first fifth of them, a number of times that a
#           trial without pressure gave before the experiment.
# Figure:   redis-benchmark.get.rps and its latencies, from redis-benchmark --csv on standard output.
# Limit:    40 % of the memory unless --memory-max says otherwise.
# THP:      never, as redis asks for.
profile_timeout=60
profile_thp=never
# The work of a run is fixed: how long it takes is what the memory pressure makes of it.
profile_patience=20
profile_needs_swap=yes
profile_limit_percent=40
profile_programs='redis-server redis-benchmark redis-cli'
profile_primary='workload:redis-benchmark.get.rps:5%'
redis_value_bytes=4000

profile_argv() {
  # A key takes about 150 bytes in addition to its value.
  redis_keys=$((memory_mib * 1048576 * 3 / 2 / (redis_value_bytes + 150)))
  profile_disk_mib=16
  redis_command 1000
}

# $1: requests a second that the server answers without pressure. Half of them are asked for, in round numbers.
redis_command() {
  local requests=$(($1 * timeout_seconds / 2)) digits=1
  while ((requests / digits >= 100)); do digits=$((digits * 10)); done
  workload_argv=("$BASH" "$COLLECTORS/workloads/redis.sh" "$redis_keys" "$redis_value_bytes" "$((requests / digits * digits))")
}

# Before the plan is written: how fast is this machine?
profile_tune() {
  local rate
  read_rate redis.sh "the redis server of the profile" "redis-benchmark"
  rate=$REPLY
  redis_command "$rate"
  note "redis answers $rate requests/s without pressure: ${workload_argv[4]} are asked for in each run"
}
