#!/usr/bin/env python3
# page-faults	Page faults counted in the kernel per second, process and mode, by BCC, for boxes that have no bpftrace.
#
# Why, how and caveats are those of streams/page-faults.bt. BCC compiles with the kernel's headers, which must be
# installed (Debian: linux-headers-$(uname -r)).
# needs	python:bcc tracepoint:exceptions:page_fault_user tracepoint:exceptions:page_fault_kernel
# exact	@total @faults
"""Writes the same lines as streams/page-faults.bt does under bpftrace -f json; see there for what they mean."""

import ctypes
import json
import signal
import sys
import time

from bcc import BPF

PROGRAM = r"""
#include <linux/sched.h>

struct fault { u32 pid; u32 kernel; char comm[TASK_COMM_LEN]; };

BPF_HASH(faults_a, struct fault, u64, 16384);
BPF_HASH(faults_b, struct fault, u64, 16384);
BPF_ARRAY(active, u32, 1);
BPF_PERCPU_ARRAY(total, u64, 1);

static __always_inline int count_fault(u32 kernel)
{
    struct fault key = {};
    int zero = 0;
    u32 *which = active.lookup(&zero);
    u64 *sum = total.lookup(&zero);

    key.pid = bpf_get_current_pid_tgid() >> 32;
    key.kernel = kernel;
    bpf_get_current_comm(&key.comm, sizeof(key.comm));
    if (which && *which)
        faults_b.atomic_increment(key);
    else
        faults_a.atomic_increment(key);
    if (sum)
        (*sum)++;
    return 0;
}

TRACEPOINT_PROBE(exceptions, page_fault_user) { return count_fault(0); }
TRACEPOINT_PROBE(exceptions, page_fault_kernel) { return count_fault(1); }
"""


def put(kind, data):
    """One record, in bpftrace's form."""
    print(json.dumps({"type": kind, "data": data}, ensure_ascii=True), flush=True)


def name_of(key):
    """bpftrace's text of a map key: pid,mode,comm."""
    comm = key.comm.split(b"\0")[0].decode("utf-8", "replace")
    return f"{key.pid},{'kernel' if key.kernel else 'user'},{comm}"


def put_map(name, table):
    """Prints a map that no probe writes to any more, and empties it."""
    counts = {}
    for key, value in table.items():
        counts[name_of(key)] = counts.get(name_of(key), 0) + value.value
    if counts:
        put("map", {name: counts})
    table.clear()


def main():
    bpf = BPF(text=PROGRAM)
    tables = [("@faults_a", bpf["faults_a"]), ("@faults_b", bpf["faults_b"])]
    stop = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.append(True))
    put("attached_probes", {"probes": 2})
    which = 0
    while not stop:
        # CLOCK_BOOTTIME, as bpftrace's nsecs.
        put("printf", f"time {time.clock_gettime_ns(time.CLOCK_BOOTTIME)}\n")
        bpf["active"][0] = ctypes.c_uint(1 - which)
        put_map(*tables[which])
        which = 1 - which
        for _ in range(10):
            if not stop:
                time.sleep(0.1)
    # No fault may come between the last maps and the total: printing them faults too.
    for name in ("page_fault_user", "page_fault_kernel"):
        bpf.detach_tracepoint(f"exceptions:{name}".encode())
    for table in tables:
        put_map(*table)
    put("map", {"@total": bpf["total"].sum(0).value})


if __name__ == "__main__":
    sys.exit(main())
