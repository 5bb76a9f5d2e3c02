/*
 * slower-reads.so, by LD_PRELOAD: where the name of the NIS domain (/proc/sys/kernel/domainname, which nothing here uses) is "slowerN", each
 * pread() takes N percent longer than it took, by a busy wait. So a setting that does nothing in the kernel makes reads slower, by a known share.
 *
 * cc -O2 -shared -fPIC -o slower-reads.so slower-reads.c
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

static ssize_t (*read_at)(int, void *, size_t, off64_t);
static int64_t percent;

__attribute__((constructor)) static void begin(void) {
  FILE *name = fopen("/proc/sys/kernel/domainname", "r");
  int found = 0;
  if (name) {
    if (fscanf(name, "slower%2d", &found) == 1) percent = found;
    fclose(name);
  }
  read_at = (ssize_t (*)(int, void *, size_t, off64_t))dlsym(RTLD_NEXT, "pread64");
}

static int64_t now(void) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  return at.tv_sec * INT64_C(1000000000) + at.tv_nsec;
}

ssize_t pread64(int file, void *to, size_t bytes, off64_t at) {
  const int64_t start = now();
  const ssize_t got = read_at(file, to, bytes, at);
  const int64_t end = now();
  if (percent) while (now() < end + (end - start) * percent / 100) {}
  return got;
}

ssize_t pread(int file, void *to, size_t bytes, off_t at) { return pread64(file, to, bytes, at); }
