#!/bin/bash
# leak.sh: the workload of the profile oom-slow. Usage: leak.sh SECONDS BYTES_PER_SECOND WORKER_MIB
# Prints how long the leak lived and how much it had, as lines "metric"; status 137 where it was killed, 0 where its time was up.
set -u
seconds=${1:?usage: leak.sh SECONDS BYTES_PER_SECOND WORKER_MIB} bytes=${2:?} worker_mib=${3:?}
worker=''
# shellcheck disable=SC2317  # called by the trap
leave() { if [[ -n $worker ]]; then kill -KILL "$worker" 2>/dev/null; fi; }
trap leave EXIT
trap 'exit 143' TERM
# shellcheck disable=SC2016  # Perl's variables
leak='$| = 1; my ($seconds, $bytes) = @ARGV; my $start = time; open my $random, "<:raw", "/dev/urandom" or die; my @held;
for (my $n = 0; time - $start < $seconds; $n++) {
  my $block = ""; sysread $random, $block, 1 << 20 or die; $block x= int($bytes / (1 << 20)) + 1; push @held, substr($block, 0, $bytes);
  printf "%d\n", ($n + 1) * $bytes; my $wait = $start + $n + 1 - time; select undef, undef, undef, $wait if $wait > 0;
}'
# One that the OOM killer may take as well as the leak; stress-ng marks its own as the first to be killed, and starts them again.
perl "${BASH_SOURCE[0]%/*}/../programs/hog-paced.pl" "$worker_mib" 10 >/dev/null 2>&1 &
worker=$!
began=$SECONDS
had=$(perl -e "$leak" "$seconds" "$bytes" </dev/null | tail -n 1; exit "${PIPESTATUS[0]}")
status=$?
if [[ $had =~ ^[0-9]+$ ]]; then printf 'metric leak.bytes=%s B\n' "$had"; fi
printf 'metric leak.seconds=%s s\n' "$((SECONDS - began))"
if kill -0 "$worker" 2>/dev/null; then echo 'metric worker.alive=1'; else echo 'metric worker.alive=0'; fi
exit "$status"
