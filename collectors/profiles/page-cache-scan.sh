# page-cache-scan	A streaming read runs over a hot set: a backup or a table scan next to a server that lives on its page cache.
#
# Stresses: whether pages that are read once push out pages that are read again and again.
# How:      fio, two jobs: "hot" reads 4 KiB at random in a file of half the memory limit, "scan" reads a file of three
#           times the limit from end to end, over and over, at a fixed rate of an eighth of the limit a second. The files are
#           written once, before the first run. fio marks the window, which leaves out its start and its ramp.
# Figure:   fio.hot.read.iops and its latencies, from fio's JSON on standard output.
# Limit:    40 % of the memory unless --memory-max says otherwise.
# THP:      never: huge pages in the page cache would change what a fault and a refault are.
profile_timeout=60
profile_thp=never
profile_limit_percent=40
profile_programs=fio
profile_primary='workload:fio.hot.read.iops:5%'

profile_argv() {
  local ramp=$((timeout_seconds / 4)) hot=$((memory_mib / 2)) rate=$((memory_mib / 8))
  if ((ramp < 3)); then ramp=3; elif ((ramp > 60)); then ramp=60; fi
  profile_disk_mib=$((memory_mib * 7 / 2 + 64))
  profile_prepare=(fio --rw=read --bs=1M --create_only=1 --name=hot --filename=hot --size="${hot}M"
    --name=scan --filename=scan --size="$((memory_mib * 3))M")
  local mark="(sleep $ramp; echo metric phase=measure >>\$MGLRU_MARKS) & :"
  workload_argv=(fio --ioengine=psync --thread --time_based --runtime="${timeout_seconds}" --ramp_time="$ramp" --output-format=json
    --name=hot --filename=../.data/hot --size="${hot}M" --rw=randread --bs=4k --norandommap --randrepeat=1
    --exec_prerun="$mark" --exec_postrun='echo metric phase=end >>$MGLRU_MARKS; :'
    --name=scan --filename=../.data/scan --size="$((memory_mib * 3))M" --rw=read --bs=128k --rate="${rate}M")
}
