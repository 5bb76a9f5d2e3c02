/*
 * canary WHERE ANON_MIB FILE_MIB FILE READY: a small program that has to wake up in time and that uses its memory.
 *
 * Wakes ten times a second, at moments fixed when it starts (CLOCK_MONOTONIC). Once a second it writes to each page of its
 * anonymous memory and reads each page of FILE, which it maps, and does a fixed piece of arithmetic that needs no memory.
 * Both memories hold what cannot be compressed. Prints a line that says what it is and makes the file READY, which holds in how many seconds it was late by more than one;
 * then a line for each second:
 *   late_ns      how long after its moment each of the ten wake-ups came; one that was missed counts from its own moment
 *   anon_ns, file_ns   length of the two touches, absent while it is more than a second behind
 *   loop_ns, loop_cpu_ns   the arithmetic, by the clock and by its own CPU time
 *   major, minor, cpu_ns   page faults and CPU time of this process since the last line
 * SIGTERM ends it. Exit status 1: its memory or its file could not be had.
 *
 * cc -O2 -o canary canary.c
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { TENTHS = 10, LOOP = 20000 };
static const int64_t PERIOD = 100000000;
static volatile sig_atomic_t ended;

static void end(int signal) { ended = signal; }

static int64_t now(clockid_t clock) {
  struct timespec at;
  clock_gettime(clock, &at);
  return at.tv_sec * INT64_C(1000000000) + at.tv_nsec;
}

/* xorshift64 of Marsaglia (2003): what it fills cannot be compressed. */
static uint64_t step(uint64_t x) {
  x ^= x << 13;
  x ^= x >> 7;
  return x ^ x << 17;
}

static uint64_t fill(uint64_t *words, size_t bytes, uint64_t x) {
  for (size_t i = 0; i < bytes / sizeof *words; i++) words[i] = x = step(x);
  return x;
}

static void fail(const char *what) {
  perror(what);
  exit(1);
}

/* A file of its own of so many bytes, written once, mapped to be read. */
static volatile unsigned char *map_file(const char *path, size_t bytes, uint64_t x) {
  struct stat is;
  static uint64_t block[1 << 13];
  int file = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (file < 0 || fstat(file, &is)) fail(path);
  if ((size_t)is.st_size != bytes) {
    if (ftruncate(file, 0)) fail(path);
    for (size_t done = 0, part; done < bytes; done += part) {
      part = bytes - done < sizeof block ? bytes - done : sizeof block;
      x = fill(block, sizeof block, x);
      if (write(file, block, part) != (ssize_t)part) fail(path);
    }
    if (fsync(file)) fail(path);
  }
  void *map = bytes ? mmap(NULL, bytes, PROT_READ, MAP_SHARED, file, 0) : NULL;
  if (map == MAP_FAILED) fail(path);
  return map;
}

int main(int n, char **word) {
  if (n != 6) {
    fprintf(stderr, "usage: canary WHERE ANON_MIB FILE_MIB FILE READY\n");
    return 2;
  }
  const size_t page = (size_t)sysconf(_SC_PAGESIZE), anon_bytes = strtoul(word[2], NULL, 10) << 20, file_bytes = strtoul(word[3], NULL, 10) << 20;
  struct sigaction on_end = {.sa_handler = end};
  sigaction(SIGTERM, &on_end, NULL);
  signal(SIGINT, SIG_IGN);
  volatile unsigned char *anon = NULL;
  if (anon_bytes) {
    void *map = mmap(NULL, anon_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (map == MAP_FAILED) fail("memory");
    madvise(map, anon_bytes, MADV_NOHUGEPAGE);
    fill(map, anon_bytes, (uint64_t)now(CLOCK_REALTIME) | 1);
    anon = map;
  }
  volatile unsigned char *file = map_file(word[4], file_bytes, (uint64_t)now(CLOCK_REALTIME) << 1 | 1);
  struct rusage before, after;
  getrusage(RUSAGE_SELF, &before);
  int64_t cpu = now(CLOCK_PROCESS_CPUTIME_ID);
  const int64_t first = now(CLOCK_MONOTONIC) + PERIOD;
  printf("{\"type\":\"canary\",\"t\":\"%" PRId64 "\",\"where\":\"%s\",\"program\":\"c\",\"pid\":%d,\"period_ns\":%" PRId64 ",\"anon_bytes\":%zu,\"file_bytes\":%zu}\n",
         first - PERIOD, word[1], (int)getpid(), PERIOD, anon_bytes, file_bytes);
  fflush(stdout);
  const int ready = open(word[5], O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (ready < 0) fail(word[5]);
  int64_t late[TENTHS], late_seconds = 0;
  uint64_t x = 88172645463325252;
  for (int64_t tenth = 0; !ended; tenth++) {
    const int64_t due = first + tenth * PERIOD;
    const struct timespec at = {due / 1000000000, due % 1000000000};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL) == EINTR && !ended) {}
    if (ended) break;
    const int64_t behind = now(CLOCK_MONOTONIC) - due;
    late[tenth % TENTHS] = behind;
    if (tenth % TENTHS != TENTHS - 1) continue;

    printf("{\"type\":\"sample\",\"t\":\"%" PRId64 "\",\"data\":{\"where\":\"%s\",\"late_ns\":[", due, word[1]);
    int very = 0;
    for (int i = 0; i < TENTHS; i++) {
      printf("%s%" PRId64, i ? "," : "", late[i]);
      very |= late[i] > TENTHS * PERIOD;
    }
    late_seconds += very;
    dprintf(ready, "%" PRId64 "\n", late_seconds);
    lseek(ready, 0, SEEK_SET);
    printf("]");
    if (behind < TENTHS * PERIOD) {
      const int64_t start = now(CLOCK_MONOTONIC);
      for (size_t i = 0; i < anon_bytes; i += page) anon[i]++;
      const int64_t middle = now(CLOCK_MONOTONIC);
      for (size_t i = 0; i < file_bytes; i += page) (void)file[i];
      printf(",\"anon_ns\":%" PRId64 ",\"file_ns\":%" PRId64, middle - start, now(CLOCK_MONOTONIC) - middle);
    }
    const int64_t start = now(CLOCK_MONOTONIC), own = now(CLOCK_PROCESS_CPUTIME_ID);
    for (int i = 0; i < LOOP; i++) x = step(x);
    printf(",\"loop_ns\":%" PRId64, now(CLOCK_MONOTONIC) - start);
    const int64_t spent = now(CLOCK_PROCESS_CPUTIME_ID);
    getrusage(RUSAGE_SELF, &after);
    printf(",\"loop_cpu_ns\":%" PRId64 ",\"major\":%ld,\"minor\":%ld,\"cpu_ns\":%" PRId64 "}}\n", spent - own,
           after.ru_majflt - before.ru_majflt, after.ru_minflt - before.ru_minflt, spent - cpu);
    fflush(stdout);
    before = after;
    cpu = spent;
  }
  return x == 0;
}
