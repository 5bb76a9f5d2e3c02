/** Bad input that the user can mend: shown as one line, without a stack, exit code 2. */
export class InputError extends Error {
  readonly path: string
  readonly line: number | null
  constructor(path: string, line: number | null, expected: string, found: string, todo: string) {
    super(`expected ${expected}, found ${found}; ${todo}`)
    this.name = 'InputError'
    this.path = path
    this.line = line
  }

  /** `path:line: expected ..., found ...; do ...`, for a report with the file's name there in place of its path. */
  toLine(name = this.path): string {
    return `${name}${this.line === null ? '' : `:${this.line}`}: ${this.message}`
  }
}

/** Several at once, so that a user need not mend them one by one. */
export class InputErrors extends Error {
  readonly errors: readonly InputError[]
  constructor(errors: readonly InputError[]) {
    super(errors.map((error) => error.toLine()).join('\n'))
    this.name = 'InputErrors'
    this.errors = errors
  }
}

/** Says of a failed system call what a user can do about it; null when the error is not one of those. */
export function fromSystemError(path: string, error: unknown): InputError | null {
  const code = (error as NodeJS.ErrnoException | null)?.code
  switch (code) {
    case 'ENOENT':
      return new InputError(path, null, 'a file', 'none of that name', 'check the path')
    case 'EACCES':
    case 'EPERM':
      return new InputError(
        path,
        null,
        'a readable file',
        'no permission to read it',
        'change its mode or its owner',
      )
    case 'EISDIR':
      return new InputError(path, null, 'a file', 'a directory', 'name the files in it')
    case 'EIO':
      return new InputError(
        path,
        null,
        'a readable file',
        'an input/output error',
        'check the disk and copy it again',
      )
    default:
      return null
  }
}
