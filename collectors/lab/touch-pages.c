/*
 * touch-pages PAGES ROUNDS MODE: a workload with a known number of page faults.
 *
 * Maps PAGES anonymous pages, never huge ones, and touches each once, from user mode (MODE u: a store) or from kernel
 * mode (MODE k: the kernel writes to it while it reads /dev/zero). Before each further round the pages are given back, so
 * that PAGES * ROUNDS faults happen.
 *
 * MODE l is for a cgroup whose limit is below PAGES, with swap in memory (zram): each page is written once, then read once in each of
 * ROUNDS rounds, and before each read mincore() tells whether it is there. One that is not has to come back from swap, so that
 * the number of pages that are read back is known, page for page.
 *
 * Prints the process id, the mapping's first address, one past its
 * last, and the faults that the kernel counted for this process in the loop (ru_minflt; ru_majflt with l, and behind it the pages that were not
 * there). Without a C library, so that nearly nothing else faults.
 *
 * cc -static -nostdlib -O1 -fno-stack-protector -fno-tree-loop-distribute-patterns -o touch-pages touch-pages.c
 */
typedef unsigned long word;

enum { READ = 0, WRITE = 1, OPEN = 2, MMAP = 9, MINCORE = 27, MADVISE = 28, GETPID = 39, EXIT = 60, GETRUSAGE = 98, MLOCKALL = 151 };
enum { PAGE = 4096, DONTNEED = 4, NOHUGEPAGE = 15 };

static long call(word number, word a, word b, word c, word d, word e, word f) {
  register word r10 __asm__("r10") = d, r8 __asm__("r8") = e, r9 __asm__("r9") = f;
  long result;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return result;
}

static void leave(int status) {
  for (;;) call(EXIT, status, 0, 0, 0, 0, 0);
}

static word number(const char *text) {
  word value = 0;
  if (!*text) leave(2);
  for (; *text; text++) {
    if (*text < '0' || *text > '9') leave(2);
    value = value * 10 + (word)(*text - '0');
  }
  return value;
}

static void print(word value, char after) {
  char text[24];
  int at = sizeof text;
  text[--at] = after;
  do text[--at] = (char)('0' + value % 10);
  while (value /= 10);
  call(WRITE, 1, (word)(text + at), sizeof text - at, 0, 0, 0);
}

static word faults(int major) {
  word usage[18];
  call(GETRUSAGE, 0, (word)usage, 0, 0, 0, 0);
  return usage[major ? 9 : 8]; /* ru_minflt and ru_majflt, after two timevals and four longs */
}

/* Reads each page once; how many of them were not in memory. */
static word read_back(word start, word pages) {
  word absent = 0;
  for (word page = 0; page < pages; page++) {
    unsigned char there = 1;
    call(MINCORE, start + page * PAGE, PAGE, (word)&there, 0, 0, 0);
    absent += !(there & 1);
    if (*(volatile word *)(start + page * PAGE) != page + 1) leave(3);
  }
  return absent;
}

__attribute__((used)) static void begin(word *stack) {
  char **argv = (char **)(stack + 1);
  if (stack[0] != 4) leave(2);
  word pages = number(argv[1]), rounds = number(argv[2]), size = pages * PAGE;
  int kernel = argv[3][0] == 'k', limited = argv[3][0] == 'l';
  word absent = 0;
  /* Its code, data and stack stay, so that nothing of its own comes back but the mapping. MCL_CURRENT */
  if (limited) call(MLOCKALL, 1, 0, 0, 0, 0, 0);
  long zero = call(OPEN, (word)"/dev/zero", 0, 0, 0, 0, 0);
  long start = call(MMAP, 0, size, 3, 0x22, (word)-1, 0);
  if (start < 0 || zero < 0) leave(1);
  call(MADVISE, start, size, NOHUGEPAGE, 0, 0, 0);
  for (word page = 0; limited && page < pages; page++) *(volatile word *)(start + page * PAGE) = page + 1;
  word before = faults(limited);
  for (word round = 0; limited && round < rounds; round++) absent += read_back(start, pages);
  for (word round = 0; !limited && round < rounds; round++) {
    if (round) call(MADVISE, start, size, DONTNEED, 0, 0, 0);
    for (word page = 0; page < pages; page++) {
      if (kernel) call(READ, zero, start + page * PAGE, 1, 0, 0, 0);
      else *(volatile char *)(start + page * PAGE) = 1;
    }
  }
  word counted = faults(limited) - before;
  print(call(GETPID, 0, 0, 0, 0, 0, 0), ' ');
  print(start, ' ');
  print(start + size, ' ');
  print(counted, limited ? ' ' : '\n');
  if (limited) print(absent, '\n');
  leave(0);
}

__asm__(".global _start\n_start:\n  mov %rsp, %rdi\n  and $-16, %rsp\n  call begin\n");
