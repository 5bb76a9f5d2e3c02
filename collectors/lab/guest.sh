# shellcheck shell=bash
# shellcheck disable=SC2034  # what is set here is read by the lab
# One guest, from its second disk to its results. Sourced by the lab's commands.

# The second disk holds guest-init, lab.conf, the job, the collectors, files to bring in (with/), and out/, which comes back.
# An ext4 file system rather than a tar stream: whatever was complete can be read even after a crash.
make_disk() {
  local disk=$1 size=$2 collectors=$3 job=$4 bring=$5
  local stage
  stage=$(mktemp -d "${TMPDIR:-/tmp}/lab-disk.XXXXXX")
  mkdir "$stage/out"
  cp "$HERE/guest-init" "$stage/guest-init"
  printf '%s\n' "$job" >"$stage/job"
  mkdir "$stage/with"
  ((${#WITH[@]} == 0)) || cp -R "${WITH[@]}" "$stage/with/"
  if [[ -d $collectors ]]; then
    cp -R "$collectors" "$stage/collectors"
    # The plain image has no compiler. Where this machine has none either, the guest takes the one in Perl.
    [[ -e $collectors/built ]] || "$collectors/package/build-programs" "$stage/collectors/built" || say "no C compiler here: the canary runs in Perl in the guest"
  fi
  [[ -z $bring ]] || cp -R "$bring" "$stage/out/"
  lab_conf >"$stage/lab.conf"
  rm -f "$disk"
  truncate -s "$size" "$disk"
  mke2fs -q -F -t ext4 -m 0 -E root_owner=0:0 -d "$stage" "$disk" || die 1 "the second disk $disk could not be made (size $size)"
  rm -rf "$stage"
}

# Another boot of a disk that has been used: the job and the settings are new, out/ stays.
renew_disk() {
  local disk=$1 job=$2
  local stage
  repair_disk "$disk"
  stage=$(mktemp -d "${TMPDIR:-/tmp}/lab-disk.XXXXXX")
  printf '%s\n' "$job" >"$stage/job"
  lab_conf >"$stage/lab.conf"
  cp "$HERE/guest-init" "$stage/guest-init"
  local name
  for name in job lab.conf guest-init exit-status; do
    echo "rm $name"
    [[ $name == exit-status ]] || echo "write $stage/$name $name"
  done >"$stage/commands"
  debugfs -w -f "$stage/commands" "$disk" >/dev/null 2>&1
  rm -rf "$stage"
}

lab_conf() {
  printf 'SWAP=%q SWAP_SIZE=%q DATA=%q EMULATED=%q DEADLINE=%q\n' "$SWAP" "$SWAP_SIZE" "$DATA" "$([[ $ACCEL == kvm ]] && echo 0 || echo 1)" "$((TIMEOUT > 60 ? TIMEOUT - 30 : TIMEOUT))"
}

# A guest that was cut off leaves a journal to replay; debugfs would not do it.
repair_disk() { e2fsck -fy "$1" >/dev/null 2>&1 || true; }

# Boots the guest under a watchdog and waits for its end. The console goes to the log and, unless quiet, here.
# Sets GUEST_STATUS: the job's exit status, 124 when the watchdog ended the guest, 125 when the guest died, 130 when interrupted.
boot_guest() {
  local disk=$1 serial=$2
  # In QEMU's options a comma within a value is written twice.
  local -a drives=(-drive "file=${IMAGE//,/,,}/root.img,if=virtio,format=raw,snapshot=on" -drive "file=${disk//,/,,},if=virtio,format=raw,cache=unsafe")
  if [[ $SWAP == disk ]]; then
    rm -f "$disk.swap"
    truncate -s "$SWAP_SIZE" "$disk.swap"
    drives+=(-drive "file=${disk//,/,,}.swap,if=virtio,format=raw,cache=unsafe")
  fi
  # no_timer_check: a host so busy that no tick comes in the ten that the kernel waits for has a guest panic at boot.
  local append="console=ttyS0 root=/dev/vda rw init=/sbin/lab-stub quiet mitigations=off oops=panic panic=-1 no_timer_check net.ifnames=0 $KERNEL_ARGS"
  local ended=0 shown=''
  : >>"$serial"
  timeout -k 5 "$((TIMEOUT + BOOT_SECONDS))" "$QEMU" "${QEMU_FIRMWARE[@]}" "${MACHINE[@]}" -m "$MEMORY" -display none -no-reboot -nodefaults \
    -chardev "file,id=console,path=${serial//,/,,},append=on" -serial chardev:console \
    -kernel "$KERNEL_IMAGE/vmlinuz" -initrd "$KERNEL_IMAGE/initrd.img" -append "$append" "${drives[@]}" </dev/null >>"$serial" 2>&1 &
  local guest=$!
  if ((!QUIET)); then
    tail -n 0 -F --pid=$guest "$serial" 2>/dev/null | sed -u 's/\r//g' &
    shown=$!
  fi
  # The guest is in a process group of timeout's own: Ctrl-C does not reach it by itself.
  trap 'INTERRUPTED=1; say "ending the guest; what is complete will be brought out"; kill "$guest" 2>/dev/null' INT TERM HUP
  while kill -0 "$guest" 2>/dev/null; do
    wait "$guest"
    ended=$?
  done
  trap - INT TERM HUP
  [[ -z $shown ]] || wait "$shown"
  rm -f "$disk.swap"
  repair_disk "$disk"
  local said
  said=$(debugfs -R 'cat /exit-status' "$disk" 2>/dev/null)
  if [[ $said =~ ^[0-9]+$ ]]; then
    GUEST_STATUS=$said
  elif ((INTERRUPTED)); then
    GUEST_STATUS=130
  elif ((ended == 124 || ended == 137)); then
    GUEST_STATUS=124
    say "watchdog: the guest was still running after $((TIMEOUT + BOOT_SECONDS)) s and was ended; its console is in $serial"
  else
    GUEST_STATUS=125
    say "the guest ended before its job did (QEMU's exit status $ended); its console is in $serial:"
    grep -a -m 5 -E 'Kernel panic|Oops|BUG:|RIP:|qemu' "$serial" >&2 || tail -n 5 "$serial" >&2
  fi
}

# Everything in out/ to a folder of the host, owned by whoever runs this.
bring_out() {
  local disk=$1 folder=$2
  local raw
  raw=$(mktemp -d "$folder/.incoming.XXXXXX")
  debugfs -R "rdump /out $raw" "$disk" >/dev/null 2>&1
  debugfs -R "dump /job.log $raw/out/job.log" "$disk" >/dev/null 2>&1
  if [[ -d $raw/out ]]; then
    chmod -R u+rwX "$raw/out"
    cp -R "$raw/out/." "$folder/"
  else
    say "nothing could be read from $disk"
  fi
  rm -rf "$raw"
}
