# oom	More memory than there is, and no swap: the OOM killer has to choose.
#
# Stresses: the way to the OOM killer: how long reclaim goes on before it gives up, what min_ttl_ms changes.
# How:      all swap is switched off for the experiment. One worker grows by a sixteenth of memory at a time (64 MiB at
#           most) until it is killed, and is started again (stress-ng marks its workers as the first to be killed); by
#           4 MiB at a time it did not come to its end in 8 s. The other worker keeps 30 % of memory in use, is smaller
#           and so survives: its throughput shows what the kills and the reclaim before them cost. The collector
#           protects itself; everything else on the machine is as killable as ever.
# THP:      never.
profile_timeout=30
profile_thp=never
profile_needs_swap=''
profile_swap=off
profile_streams='oom canary'
profile_primary='canary-worst-second stall-before-kill bystander-kills'
# stress-ng's own codes: 0 done, 2 a stressor failed, 3 out of resources, 5 killed by a signal.
profile_accept_status='0 2 3 5'

profile_argv() {
  # In bytes: this option takes no unit.
  local growth=$((memory_mib / 16))
  if ((growth > 64)); then growth=64; elif ((growth < 4)); then growth=4; fi
  workload_argv=(stress-ng --vm 1 --vm-bytes "$((memory_mib * 30 / 100))M" --vm-method modulo-x --vm-keep
    --bigheap 1 --bigheap-growth "$((growth * 1048576))" --timeout "${timeout_seconds}s" --metrics)
}
