# oom	More memory than there is, and no swap: the OOM killer has to choose.
#
# Stresses: the way to the OOM killer: how long reclaim goes on before it gives up, what min_ttl_ms changes.
# How:      all swap is switched off for the experiment. One worker grows until it is killed, and is started again
#           (stress-ng marks its workers as the first to be killed); the other keeps 30 % of memory in use, is smaller and
#           so survives: its throughput shows what the kills and the reclaim before them cost. The collector protects
#           itself; everything else on the machine is as killable as ever.
# THP:      never.
profile_timeout=30
profile_thp=never
profile_needs_swap=''
profile_swap=off
profile_streams=oom
# stress-ng's own codes: 0 done, 2 a stressor failed, 3 out of resources, 5 killed by a signal.
profile_accept_status='0 2 3 5'

profile_argv() {
  workload_argv=(stress-ng --vm 1 --vm-bytes "$((memory_mib * 30 / 100))M" --vm-method modulo-x --vm-keep
    --bigheap 1 --bigheap-growth 4194304 --timeout "${timeout_seconds}s" --metrics)
}
