# seed	The plain command that everyone tries first: one worker that fills 90 % of the memory.
#
# Stresses: anonymous page faults, hardly any reclaim: 90 % of what is available fits. It is the quickest check that
#           the machinery works, not a test of reclaim.
# THP:      left as the machine has it (and recorded), because the command is meant to run as a user would type it. The
#           fault count then jumps between modes from run to run.
profile_timeout=60
profile_thp=keep
profile_needs_swap=''

profile_argv() {
  workload_argv=(stress-ng --vm 1 --vm-bytes 90% --timeout "${timeout_seconds}s" --metrics)
}
