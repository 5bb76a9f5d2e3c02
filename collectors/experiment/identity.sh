# identity.sh: what every run says about itself: kernel and boot, the declaration, and the tool that is the workload.

# Sets kernel_release, kernel_build, and boot_hash: 16 digits of the SHA-256 of the boot id, which tell boots apart and
# do not name the machine.
read_kernel() {
  local boot
  kernel_release=$(uname -r) kernel_build=$(uname -v)
  read -r boot </proc/sys/kernel/random/boot_id
  read -r boot_hash _ < <(printf '%s' "$boot" | sha256sum)
  boot_hash=${boot_hash:0:16}
}

# Sets workload_tool to the version line of a known benchmark. Another program is not started to ask it, since it may
# take that for its work: the start of the SHA-256 of its file stands for the version.
read_workload_tool() {
  local program file
  program=${workload_argv[0]}
  # The shell that runs a script of a profile is not the program whose version matters.
  if [[ $program == "$BASH" && -n ${profile_programs-} ]]; then program=${profile_programs%% *}; fi
  workload_tool=''
  case ${program##*/} in
    stress-ng | fio | redis-server | gcc | sysbench | hyperfine | redis-benchmark | memtier_benchmark | perf)
      workload_tool=$("$program" --version 2>/dev/null </dev/null | head -n 1)
      ;;
    *)
      file=$(cd "$workload_cwd" 2>/dev/null && type -P -- "$program")
      if [[ -n $file ]]; then
        read -r workload_tool _ < <(cd "$workload_cwd" && sha256sum <"$file")
        workload_tool="sha256 ${workload_tool:0:16}"
      fi
      ;;
  esac
}

# Sets REPLY to the members of run.json that say what the run was.
identity_json() {
  local declaration release build argv tool seconds
  read -r declaration _ < <(sha256sum "$experiment/experiment.json")
  json_text_or_null "$declaration"
  declaration=$REPLY
  json_string "$kernel_release"
  release=$REPLY
  json_string "$kernel_build"
  build=$REPLY
  json_strings "${workload_argv[@]}"
  argv=$REPLY
  json_text_or_null "$workload_tool" 300
  tool=$REPLY
  json_number_or_null "$timeout_seconds"
  seconds=$REPLY
  REPLY="\"declaration\": $declaration,
  \"kernel\": {\"release\": $release, \"build\": $build, \"bootId\": \"$boot_hash\"},
  \"workload\": {\"argv\": $argv, \"tool\": $tool, \"requestedSeconds\": $seconds},"
}
