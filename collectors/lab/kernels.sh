# shellcheck shell=bash
# shellcheck disable=SC2034  # what is set here is read by the lab
# Kernel against kernel: boots of two kernels in the order that run-experiment's plan asks for, with the same user space. Sourced by lab.
# The other kernel boots with the initrd of its own suite and without its modules, which need not be: drivers of the
# disks are in the initrd, and tracing needs none.

declare -A SUITE_OF=([5.10]=bullseye [6.1]=bookworm [6.12]=trixie [7.2]=forky)

# Fills KERNEL_SUITES from "6.1,6.12".
parse_kernels() {
  local -a both
  local one
  IFS=, read -r -a both <<<"$1"
  KERNEL_SUITES=()
  for one in "${both[@]}"; do
    [[ -n ${SUITE_OF[$one]-} ]] || die 2 "--kernels $1: expected two of: 6.1 6.12 7.2, with a comma"
    KERNEL_SUITES+=("${SUITE_OF[$one]}")
  done
  ((${#KERNEL_SUITES[@]} == 2)) && [[ ${KERNEL_SUITES[0]} != "${KERNEL_SUITES[1]}" ]] || die 2 "--kernels $1: expected two of: 6.1 6.12 7.2, with a comma"
}

# Sets RELEASES to what uname -r prints on the two kernels, and KERNEL_IMAGES to the folders that hold them.
need_kernels() {
  local suite own=$IMAGE release workloads=$WORKLOADS
  RELEASES=() KERNEL_IMAGES=()
  for suite in "${KERNEL_SUITES[@]}"; do
    if [[ $suite == "$SUITE" ]]; then
      IMAGE=$own
    else
      WORKLOADS=''
      need_image "$suite" '' "$CACHE"
      WORKLOADS=$workloads
    fi
    release=$(sed -n 's/^linux-image-\([0-9][^ ]*\) .*/\1/p' "$IMAGE/packages.txt" | head -n 1)
    [[ -n $release ]] || die 1 "$IMAGE/packages.txt names no kernel"
    RELEASES+=("$release")
    KERNEL_IMAGES+=("$IMAGE")
  done
  IMAGE=$own
}

# Boots until the plan is done or a boot fails. What is next stands on the second disk. Sets GUEST_STATUS.
boot_in_turn() {
  local disk=$1 serial=$2 next='' i boots=0
  KERNEL_IMAGE=${KERNEL_IMAGES[0]}
  while :; do
    boots=$((boots + 1))
    boot_guest "$disk" "$serial"
    next=$(debugfs -R 'cat /out/experiment/.resume/next' "$disk" 2>/dev/null)
    ((GUEST_STATUS == 0)) || return
    [[ $next != 'done' ]] || return
    for i in 0 1; do
      if [[ $next == "${RELEASES[i]}" ]]; then KERNEL_IMAGE=${KERNEL_IMAGES[i]}; fi
    done
    [[ -n $next ]] || die 1 "the plan names no kernel to boot next"
    ((boots < 3000)) || die 1 "3,000 boots and no end"
    say "boot $((boots + 1)): $next"
    # shellcheck disable=SC2016  # the guest's variable
    renew_disk "$disk" 'exec $COLLECTORS/run-experiment --resume /lab/out/experiment --this-boot'
  done
}
