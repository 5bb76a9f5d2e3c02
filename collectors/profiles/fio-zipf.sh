# fio-zipf	Random reads with a Zipf distribution over a file of twice the memory limit: a database's page cache, made simple.
#
# Stresses: which file pages stay: a few are read again and again, most are read once and should go first.
# How:      fio, one job, 4 KiB reads through the page cache, zipf:1.1. The file is written once, before the first run,
#           beside the experiment: choose --out on the disk under test. fio marks the window, which leaves out its start and its ramp.
# Figure:   fio.zipf.read.iops, from fio's JSON on standard output.
# Limit:    40 % of the memory unless --memory-max says otherwise.
# THP:      never: huge pages in the page cache would change what a fault and a refault are.
profile_timeout=60
profile_thp=never
profile_limit_percent=40
profile_programs=fio
profile_primary='workload:fio.zipf.read.iops:5%'

profile_argv() {
  local ramp=$((timeout_seconds / 4))
  if ((ramp < 3)); then ramp=3; elif ((ramp > 60)); then ramp=60; fi
  profile_disk_mib=$((memory_mib * 2 + 64))
  profile_prepare=(fio --name=zipf --filename=zipf --size="$((memory_mib * 2))M" --rw=read --bs=1M --create_only=1)
  local mark="(sleep $ramp; echo metric phase=measure >>\$MGLRU_MARKS) & :"
  workload_argv=(fio --name=zipf --filename=../.data/zipf --size="$((memory_mib * 2))M" --rw=randread --bs=4k --ioengine=psync
    --random_distribution=zipf:1.1 --norandommap --randrepeat=1 --thread --time_based --runtime="${timeout_seconds}" --ramp_time="$ramp"
    --exec_prerun="$mark" --exec_postrun='echo metric phase=end >>$MGLRU_MARKS; :' --output-format=json)
}
