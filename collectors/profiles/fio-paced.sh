# fio-paced	Random reads at a fixed rate over a file that does not fit next to another worker: what is compared is how long they take.
#
# Stresses: which pages stay: those of the file that are read again and again, or those of a worker that sweeps over its memory.
# How:      fio, one job, 4 KiB reads through the page cache, zipf:1.1, of a file of half the limit, next to a worker of three
#           quarters of it that writes to all of its memory once in ten seconds (programs/hog-paced.pl). The rate is 60 % (--pace) of what is reached without a pace under the same limit, or
#           less where that is not served; it is found before the first run, stands in the plan, and is the same in all runs.
# Figure:   fio.paced.read.clat_p50, _p95, _p99 and _p99.9, from fio's JSON; paced.late: share of the reads that took longer than from one to the next;
#           paced.served: reads per second, of those that were offered; hog.served: the same of the pages that
#           the worker had to write to.
# Caveats:  fio counts a read from when it was begun: one that waited for a late one before it is not late itself.
# Limit:    40 % of the memory unless --memory-max says otherwise.
# THP:      never: huge pages in the page cache would change what a fault and a refault are.
profile_timeout=60
profile_thp=never
profile_needs_swap=yes
profile_limit_percent=40
profile_programs='fio perl'
profile_streams=canary
# The p95 is the quietest of the latencies that a miss decides, the p99 the one that a person feels.
profile_primary='workload:fio.paced.read.clat_p95:5% workload:fio.paced.read.clat_p99:5% canary-worst-second'

profile_argv() {
  local ramp=$((timeout_seconds / 4))
  if ((ramp < 3)); then ramp=3; elif ((ramp > 60)); then ramp=60; fi
  paced_file=$((memory_mib / 2)) paced_hog=$((memory_mib * 3 / 4)) paced_ramp=$ramp
  profile_disk_mib=$((paced_file * 2 + 64))
  profile_prepare=(fio --name=paced --filename=paced --size="${paced_file}M" --rw=read --bs=1M --create_only=1)
  paced_command 100
}

# $1: requests per second.
paced_command() {
  workload_argv=("$BASH" "$COLLECTORS/workloads/fio-paced.sh" "$1" "$timeout_seconds" "$paced_ramp" ../.data/paced "$paced_file" "$paced_hog")
}

# Before the plan is written: what does this machine reach under the limit?
profile_tune() { tune_rate; }

tune_rate() {
  local rate seconds=$((timeout_seconds < 40 ? timeout_seconds / 2 : 20))
  fio --name=paced --filename=tried --size="${paced_file}M" --rw=read --bs=1M --create_only=1 >/dev/null 2>&1 </dev/null ||
    stop_experiment "the file for the trial could not be written"
  rate=$(
    release_lock
    if [[ -n $cgroup ]]; then echo "$BASHPID" >"$cgroup/cgroup.procs"; fi
    exec "$BASH" "$COLLECTORS/workloads/fio-paced.sh" --search "$pace" "$seconds" tried "$paced_file" "$paced_hog" 2>tried.log
  ) || stop_experiment "the trial of fio without a pace failed"
  [[ $rate =~ ^[1-9][0-9]{0,8}$ ]] || stop_experiment "the trial of fio gave no rate, but \"${rate:0:80}\""
  while IFS= read -r REPLY; do
    if [[ $REPLY == 'fio-paced: '* ]]; then note "${REPLY#fio-paced: }"; fi
  done <tried.log
  paced_command "$rate"
}
