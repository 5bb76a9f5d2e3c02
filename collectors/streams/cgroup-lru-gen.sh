# cgroup-lru-gen	Generations of the workload's cgroup, with what each tier lost and got back, from lru_gen_full.
#
# Why:      lru_gen of the whole machine has every cgroup; refaults by tier are what MGLRU decides by which pages to protect.
# How:      the part of the workload's cgroup of /sys/kernel/debug/lru_gen_full, each second, as text.
# Output:   {"type":"sample", ..., "data":{"text":"memcg 4 /mglru-report-246\n node 0\n 8 9164 0 138 \n 0 0r 0e 0p 1r 7e 0p \n ..."}}
# Overhead: no process: one read of a file by the collector's own shell, which grows with the memory cgroups of the machine.
# Caveats:  its format is not stable. Refaults, evictions and protected pages (r, e, p) are those since the oldest generation is the
#           oldest, R and T are moving averages. A removed cgroup of the same path has the number 0 and is left out.
# Kernels:  with debugfs mounted and cgroup v2; 6.1 to 7.2. Kernels with CONFIG_LRU_GEN_STATS have r, e and p of every generation.
# kind	sampled
# needs	file:/sys/kernel/debug/lru_gen_full file:/sys/fs/cgroup/cgroup.controllers

sample_cgroup_lru_gen() {
  local text part newline=$'\n' own=${cgroup#"$CGROUP_ROOT"} found=''
  text=$newline$(</sys/kernel/debug/lru_gen_full) || return 1
  while [[ $text == *"${newline}memcg "* ]]; do
    text=${text#*"${newline}memcg "}
    part=${text%%"${newline}memcg "*}
    if [[ ${part%%"$newline"*} =~ ^\ *[1-9][0-9]*\ (.*[^ ])\ *$ && ${BASH_REMATCH[1]} == "$own" ]]; then
      found="memcg $part"
      break
    fi
  done
  [[ -n $found ]] || return 1
  # Columns are padded with blanks to a width of a screen.
  while [[ $found == *'  '* ]]; do found=${found//  / }; done
  found=${found//"$newline"/\\n}
  REPLY="{\"text\":\"${found//[^a-zA-Z0-9 \/_.:@\\-]/?}\"}"
}
