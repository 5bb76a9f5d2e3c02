import { type SystemError, systemError } from './system-error.js'

/** What is wrong with an input: `line` counts from 1, and is null (or absent) where no line is to blame. */
export interface InputProblem {
  path: string
  line?: number | null
  expected: string
  found: string
  /** What to do about it: an imperative. */
  remedy: string
}

/** Bad input that the user can fix: shown as one line, without a stack, exit code 2. */
export class InputError extends Error implements InputProblem {
  readonly path: string
  readonly line: number | null
  readonly expected: string
  readonly found: string
  readonly remedy: string
  constructor({ path, line = null, expected, found, remedy }: InputProblem) {
    super(`expected ${expected}, found ${found}; ${remedy}`)
    this.name = 'InputError'
    this.path = path
    this.line = line
    this.expected = expected
    this.found = found
    this.remedy = remedy
    // where it was thrown says nothing to who can fix it, also where nobody catches it
    this.stack = `${this.name}: ${this.toLine()}`
  }

  /** `path:line: expected ..., found ...; do ...`, for a report with the file's name there in place of its path. */
  toLine(name = this.path): string {
    return `${name}${this.line === null ? '' : `:${this.line}`}: ${this.message}`
  }
}

/** Several at once, so that a user need not fix them one by one. */
export class InputErrors extends AggregateError {
  declare readonly errors: InputError[]
  constructor(errors: readonly InputError[]) {
    super(errors, errors.map((error) => error.toLine()).join('\n'))
    this.name = 'InputErrors'
    this.stack = `${this.name}: ${this.message}`
  }
}

/** Says of a failed system call what a user can do about it; null when the error is not one of those. */
export function fromSystemError(path: string, error: unknown): InputError | SystemError | null {
  const code = (error as NodeJS.ErrnoException | null)?.code
  switch (code) {
    case 'ENOENT':
      return new InputError({
        path,
        expected: 'a file',
        found: 'none of that name',
        remedy: 'check the path',
      })
    case 'EACCES':
    case 'EPERM':
      return new InputError({
        path,
        expected: 'a readable file',
        found: 'no permission to read it',
        remedy: 'change its mode or its owner',
      })
    case 'EISDIR':
      return new InputError({
        path,
        expected: 'a file',
        found: 'a directory',
        remedy: 'name the files in it',
      })
    case 'EIO':
      return new InputError({
        path,
        expected: 'a readable file',
        found: 'an input/output error',
        remedy: 'check the disk and copy it again',
      })
    default:
      return systemError(path, error)
  }
}
