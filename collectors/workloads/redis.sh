#!/bin/bash
# redis.sh: the workload of the profiles redis and redis-paced. Usage: redis.sh KEYS VALUE_BYTES REQUESTS, or redis.sh --rate
#        redis.sh KEYS VALUE_BYTES --paced RATE SECONDS, or redis.sh --paced-rate
# Prints what redis-benchmark prints as CSV, or what programs/redis-paced.pl prints, and nothing else but the marks of the window; all else goes to
# standard error.
# The values are half text without repetition and half one letter, so that zram and zswap can compress them to about a half.
set -u
keys=${1:?usage: redis.sh KEYS VALUE_BYTES REQUESTS} value_bytes=${2-4000} requests=${3-2000}
rate_only='' client=${BASH_SOURCE[0]%/*}/../programs/redis-paced.pl
case $keys in --rate | --paced-rate) rate_only=$keys keys=2000 ;; esac

# What the server of a trial says, such as its warning about vm.overcommit_memory, is told only if the trial fails: those in front of it can do
# nothing about it, and it is no fault. In a run it goes to standard error, and so to workload.stderr.
server_words=''
fail() {
  printf 'redis.sh: %s\n' "$*" >&2
  if [[ -n $server_words ]]; then cat "$server_words" >&2; fi
  exit 1
}

server='' others=''
# shellcheck disable=SC2317  # called by the trap
stop_server() {
  if [[ -n $others ]]; then kill "$others" 2>/dev/null; fi
  if [[ -n $server ]]; then kill "$server" 2>/dev/null && wait "$server" 2>/dev/null; fi
  if [[ -n $server_words ]]; then rm -f "$server_words"; fi
}
trap stop_server EXIT
trap 'exit 143' TERM

# A port that nobody listens on.
for port in 26379 26380 26381 26382 26383; do
  (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
done
exec 4>&2
if [[ -n $rate_only ]]; then
  server_words=$(mktemp) || exit 1
  exec 4>"$server_words"
fi
redis-server --port "$port" --bind 127.0.0.1 --protected-mode no --save '' --appendonly no --daemonize no --loglevel warning >&4 2>&4 &
server=$!
for ((try = 0; ; try++)); do
  if [[ $(redis-cli -h 127.0.0.1 -p "$port" ping 2>/dev/null) == PONG ]]; then break; fi
  ((try < 150)) || fail "the server does not answer on 127.0.0.1:$port"
  kill -0 "$server" 2>/dev/null || fail "the server ended before it answered"
  sleep 0.2
done

# The server fills itself, 500 keys at a time, under the names that redis-benchmark asks for.
fill='local text = {} for i = 1, 512 do text[i] = redis.sha1hex(i) end text = table.concat(text)
local bytes, half = tonumber(ARGV[3]), math.floor(tonumber(ARGV[3]) / 2)
local rest = string.rep("x", bytes - half)
for i = tonumber(ARGV[1]), tonumber(ARGV[2]) do
  local at = (i * 7919) % (#text - half) + 1
  redis.call("SET", string.format("key:%012d", i), string.sub(text, at, at + half - 1) .. rest)
end
return "OK"'
for ((from = 0; from < keys; from += 500)); do
  to=$((from + 499 < keys ? from + 499 : keys - 1))
  answer=$(redis-cli -h 127.0.0.1 -p "$port" eval "$fill" 0 "$from" "$to" "$value_bytes") || answer=${answer:-none}
  [[ $answer == OK ]] || fail "the server could not be filled: $answer"
done

benchmark() { redis-benchmark -h 127.0.0.1 -p "$port" -t get -d "$value_bytes" "$@"; }

if [[ $rate_only == --paced-rate ]]; then
  perl "$client" "$port" 0 5 "$keys"
  exit
elif [[ -n $rate_only ]]; then
  # "test","rps",...: the second value of the line behind the heading.
  benchmark -c 4 -r "$keys" -n 2000 --csv 2>/dev/null | awk -F '","|"' '$2 == "GET" { printf "%d\n", $3 + 0 }'
  exit
fi

if [[ $requests == --paced ]]; then
  echo 'metric phase=measure'
  perl "$client" "$port" "${4:?}" "${5:?}" "$keys"
  status=$?
  echo 'metric phase=end'
  exit "$status"
fi

benchmark -c 1 -r "$keys" -n 1000000000 -q >/dev/null 2>&1 &
others=$!
echo 'metric phase=measure'
benchmark -c 4 -r "$((keys / 5))" -n "$requests" --csv
status=$?
echo 'metric phase=end'
exit "$status"
