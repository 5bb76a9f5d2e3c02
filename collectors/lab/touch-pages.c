/*
 * touch-pages PAGES ROUNDS MODE: a workload with a known number of page faults.
 *
 * Maps PAGES anonymous pages, never huge ones, and touches each once, from user mode (MODE u: a store) or from kernel
 * mode (MODE k: the kernel writes to it while it reads /dev/zero). Before each further round the pages are given back, so
 * that PAGES * ROUNDS faults happen. Prints the process id, the mapping's first address, one past its
 * last, and the faults that the kernel counted for this process in the loop (ru_minflt). Without a C library, so that nearly nothing else faults.
 *
 * cc -static -nostdlib -O1 -fno-stack-protector -fno-tree-loop-distribute-patterns -o touch-pages touch-pages.c
 */
typedef unsigned long word;

enum { READ = 0, WRITE = 1, OPEN = 2, MMAP = 9, MADVISE = 28, GETPID = 39, EXIT = 60, GETRUSAGE = 98 };
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

static word faults(void) {
  word usage[18];
  call(GETRUSAGE, 0, (word)usage, 0, 0, 0, 0);
  return usage[8]; /* ru_minflt, after two timevals and four longs */
}

__attribute__((used)) static void begin(word *stack) {
  char **argv = (char **)(stack + 1);
  if (stack[0] != 4) leave(2);
  word pages = number(argv[1]), rounds = number(argv[2]), size = pages * PAGE;
  int kernel = argv[3][0] == 'k';
  long zero = call(OPEN, (word)"/dev/zero", 0, 0, 0, 0, 0);
  long start = call(MMAP, 0, size, 3, 0x22, (word)-1, 0);
  if (start < 0 || zero < 0) leave(1);
  call(MADVISE, start, size, NOHUGEPAGE, 0, 0, 0);
  word before = faults();
  for (word round = 0; round < rounds; round++) {
    if (round) call(MADVISE, start, size, DONTNEED, 0, 0, 0);
    for (word page = 0; page < pages; page++) {
      if (kernel) call(READ, zero, start + page * PAGE, 1, 0, 0, 0);
      else *(volatile char *)(start + page * PAGE) = 1;
    }
  }
  word counted = faults() - before;
  print(call(GETPID, 0, 0, 0, 0, 0, 0), ' ');
  print(start, ' ');
  print(start + size, ' ');
  print(counted, '\n');
  leave(0);
}

__asm__(".global _start\n_start:\n  mov %rsp, %rdi\n  and $-16, %rsp\n  call begin\n");
