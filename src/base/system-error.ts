/** What the machine may be short of, and what helps: no input is to blame. */
const SHORT_OF: Readonly<Record<string, readonly [found: string, remedy: string]>> = {
  ENOSPC: ['no space left on the device', 'free some space, or write elsewhere'],
  EDQUOT: ['the disk quota used up', 'free some space, or write elsewhere'],
  EFBIG: ['a file larger than its limit', 'raise ulimit -f, or write elsewhere'],
  EMFILE: ['too many open files', 'raise ulimit -n, or read fewer files at once with --jobs 1'],
  ENFILE: ['too many open files on this machine', 'end what has them open, and try again'],
  ENOMEM: ['no memory left', 'end other programs, and try again'],
  EAGAIN: ['no process or memory left', 'raise ulimit -u, or end other programs'],
  EBADF: ['a closed file', 'give a standard output that is open'],
  EIO: ['an input/output error', 'check the disk'],
}

/** The machine failed, not the input: shown as one line, exit code 74 (EX_IOERR of sysexits.h). */
export class SystemError extends Error {
  readonly path: string
  readonly code: string
  constructor(path: string, code: string) {
    const [found, remedy] = SHORT_OF[code] ?? [code, 'try again']
    super(`expected a system that can do this, found ${found}; ${remedy}`)
    this.name = 'SystemError'
    this.path = path
    this.code = code
    this.stack = `${this.name}: ${this.toLine()}`
  }

  /** `path: expected ..., found ...; do ...`. */
  toLine(): string {
    return `${this.path}: ${this.message}`
  }
}

/** A failed system call that says the machine is short of something; null for any other error. */
export function systemError(path: string, error: unknown): SystemError | null {
  if (error instanceof SystemError) return error
  const code = (error as NodeJS.ErrnoException | null)?.code
  return code !== undefined && Object.hasOwn(SHORT_OF, code) ? new SystemError(path, code) : null
}
