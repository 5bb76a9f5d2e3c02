# redis-paced	The redis server of the profile redis, asked at a fixed rate: what is compared is how long an answer takes.
#
# Stresses: anonymous memory of a server: a fifth of its keys gets four of five requests; the rest comes back from swap.
# How:      one client (programs/redis-paced.pl, since redis-benchmark keeps no pace) asks at moments fixed beforehand; an answer's time counts from
#           its moment. The rate is 60 % (--pace) of what the client reaches without a pace and without pressure, found before the first run; it
#           stands in the plan and is the same in all runs.
# Figure:   redis-paced.p50, p95, p99 and p99.9; redis-paced.late: share of answers that took longer than from one request to the next;
#           redis-paced.served: answers per second, of those that were offered.
# Limit:    40 % of the memory unless --memory-max says otherwise.
# THP:      never, as redis asks for.
# shellcheck source=redis.sh
. "$COLLECTORS/profiles/redis.sh"
profile_programs='redis-server redis-cli perl'
profile_primary='workload:redis-paced.p99:5% canary-worst-second'
profile_streams=canary

# $1: requests per second without a pace.
redis_command() {
  local rate=$(($1 * pace / 100))
  workload_argv=("$BASH" "$COLLECTORS/workloads/redis.sh" "$redis_keys" "$redis_value_bytes" --paced "$((rate > 0 ? rate : 1))" "$timeout_seconds")
}

profile_tune() {
  REPLY=$("$BASH" "$COLLECTORS/workloads/redis.sh" --paced-rate) || stop_experiment "the redis server of the profile could not be tried"
  [[ $REPLY =~ ^[1-9][0-9]{0,8}$ ]] || stop_experiment "the trial of the redis client gave no rate, but \"${REPLY:0:80}\""
  redis_command "$REPLY"
  note "redis answers $REPLY requests/s without a pace: ${workload_argv[5]} per second are asked for in each run"
}
