# settings.sh: kernel settings that decide how reclaim behaves: read, set, checked. Each known one is a file in settings/:
#   words     short names for it in --condition
#   file      where the kernel shows it; "cgroup:NAME": in the workload's cgroup
#   value     what it may be: mask, milliseconds (kept in jiffies), choice (shown in brackets), switch (Y or N), word, bytes (or max),
#             number LOWEST HIGHEST; "recorded": it is read only
#   recorded  "always": in run.json of every run; otherwise where a condition asks for it
# Beside these, "sysctl:NAME", "file:/sys/..." and "cgroup:NAME" stand for any other file that can be written and read back.

readonly LRU_GEN=/sys/kernel/mm/lru_gen

# setting_file[NAME], setting_kind[NAME]: as above. setting_word[WORD]: the name that the word stands for.
declare -A setting_file=() setting_kind=() setting_word=()
# Names of all that is recorded in every run, sorted.
always_recorded=()
while IFS=$'\t' read -r key value more; do
  case $key in
    name) setting_name=$value ;;
    file) setting_file[$setting_name]=$value ;;
    value) setting_kind[$setting_name]=$value ;;
    recorded) always_recorded+=("$setting_name") ;;
    words) for more in $value; do setting_word[$more]=$setting_name; done ;;
  esac
done < <(awk -F '\t' 'FNR == 1 { print "name\t" substr($1, 3); next } { print substr($1, 3) "\t" $2 }' "$COLLECTORS"/settings/*)
unset key value more setting_name

# Sets REPLY to the content of kernel file $1 without the newline, or to nothing where there is none.
read_setting() {
  REPLY=''
  { IFS= read -r REPLY <"$1"; } 2>/dev/null || :
}

# Sets REPLY to the path of setting $1, in the workload's cgroup where it is one of those.
setting_path() {
  local file=${setting_file[$1]-}
  case $1 in
    sysctl:*)
      file=${1#sysctl:}
      file=/proc/sys/${file//.//}
      ;;
    file:*) file=${1#file:} ;;
    cgroup:*) file=$1 ;;
  esac
  REPLY=${file/#cgroup:/${cgroup-}/}
}

setting_in_cgroup() { [[ $1 == cgroup:* || ${setting_file[$1]-} == cgroup:* ]]; }

# Sets REPLY to all settings as a JSON object, null where the kernel has no such file: those that are always recorded and
# those that the conditions ask for.
settings_json() {
  local name list='' word
  local -A asked=()
  for word in ${condition_settings[*]-}; do asked[${word%%=*}]=yes; done
  for name in "${always_recorded[@]}"; do unset "asked[$name]"; done
  while IFS= read -r name; do
    if [[ $name == kernel ]]; then
      REPLY=$kernel_release
    else
      setting_path "$name"
      read_setting "$REPLY"
    fi
    json_text_or_null "$REPLY" 4000
    word=$REPLY
    json_string "$name"
    list+=", $REPLY: $word"
  done < <(printf '%s\n' "${always_recorded[@]}" "${!asked[@]}" | sed '/^$/d' | sort)
  REPLY="{${list#, }}"
}

# Writes $2 into kernel file $1; the first time, what was there is noted for the restore. The lists of
# transparent_hugepage show the choice in brackets: "always [madvise] never".
change_setting() {
  local file=$1 value=$2 old
  [[ -e $file ]] || return 1
  if [[ -z ${noted_settings[$file]-} ]]; then
    read_setting "$file"
    old=$REPLY
    if [[ $old == *\[*\]* ]]; then
      old=${old#*\[}
      old=${old%%\]*}
    fi
    state_add write "$old" "$file"
    noted_settings[$file]=yes
  fi
  { printf '%s\n' "$value" >"$file"; } 2>/dev/null
}

# Writes everything that condition number $1 asks for of the machine. What it asks for of the workload's cgroup is set when that is
# made (see cgroup.sh), and the kernel that it asks for is booted.
apply_condition() {
  local word
  for word in ${condition_settings[$1]}; do
    if [[ $word == kernel=* ]] || setting_in_cgroup "${word%%=*}"; then continue; fi
    write_condition_setting "${word%%=*}" "${word#*=}"
  done
}

write_condition_setting() {
  local name=$1 value=$2 file hint='' said
  setting_path "$name"
  file=$REPLY
  if [[ $name == thp.enabled ]]; then hint=' (or use --thp keep)'; fi
  if setting_in_cgroup "$name"; then
    # Nothing to restore: the cgroup goes with the run.
    said=$({ printf '%s\n' "$value" >"$file"; } 2>&1) && return 0
  else
    change_setting "$file" "$value" && return 0
    said=$({ printf '%s\n' "$value" >"$file"; } 2>&1) && return 0
  fi
  [[ -e $file ]] || stop_experiment "$name: this kernel has no $file; leave it out of the conditions$hint"
  stop_experiment "cannot write $value to $file: ${said##*: }$hint"
}

# Succeeds when the kernel's answers fit condition number $1; otherwise REPLY says what does not.
check_condition() {
  local word name file
  for word in ${condition_settings[$1]}; do
    name=${word%%=*}
    if [[ $name == kernel ]]; then continue; fi
    setting_path "$name"
    file=$REPLY
    read_setting "$file"
    if ! setting_answers "$name" "${word#*=}" "$REPLY"; then
      REPLY="$file reads \"$REPLY\" where ${word#*=} was asked for"
      return 1
    fi
  done
}

# Succeeds when the kernel, asked to set $1 to $2, may answer with $3. A kernel leaves out mask bits that its hardware
# cannot do, so 0x0007 may read back as 0x0001 or 0x0003. Milliseconds are kept in jiffies and come back rounded, limits in pages.
setting_answers() {
  local asked=$2 answer=$3 hz jiffies
  case ${setting_kind[$1]-} in
    mask)
      [[ $answer =~ ^0x[0-9a-f]{1,8}$ ]] && ((!(answer & ~asked) && (answer & 1) == (asked & 1)))
      ;;
    milliseconds)
      [[ $answer =~ ^(0|[1-9][0-9]{0,11})$ ]] || return 1
      ((answer != asked)) || return 0
      for hz in 100 250 300 1000; do
        jiffies=$(((asked * hz + 999) / 1000))
        if ((answer == jiffies * 1000 / hz || answer == (jiffies * 1000 + hz - 1) / hz)); then return 0; fi
      done
      return 1
      ;;
    bytes)
      if [[ $answer =~ ^(0|[1-9][0-9]{0,17})$ && $asked =~ ^(0|[1-9][0-9]{0,17})$ ]]; then
        ((answer == asked / page_bytes * page_bytes))
      else
        [[ $answer == "$asked" ]]
      fi
      ;;
    choice) [[ $answer == *"[$asked]"* ]] ;;
    *) [[ $answer == "$asked" || " $answer " == *" [$asked] "* ]] ;;
  esac
}
