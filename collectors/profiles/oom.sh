# oom	More memory than there is, and no swap: the OOM killer has to choose.
#
# Stresses: the way to the OOM killer: how long reclaim goes on before it gives up, what min_ttl_ms changes.
# How:      all swap is switched off for the experiment; four workers want 160 % of memory together. stress-ng marks its
#           workers as the first to be killed and starts them again, so a run sees several kills. The collector
#           protects itself; everything else on the machine is as killable as ever.
# THP:      never.
profile_timeout=30
profile_thp=never
profile_needs_swap=''
profile_swap=off
profile_streams=oom
# stress-ng's own codes: 0 done, 2 a stressor failed, 3 out of resources, 4 not implemented, 5 killed by a signal.
profile_accept_status='0 2 3 5'

profile_argv() {
  workload_argv=(stress-ng --vm 4 --vm-bytes "$((memory_mib * 160 / 100))M" --vm-method modulo-x --vm-keep
    --timeout "${timeout_seconds}s" --metrics)
}
