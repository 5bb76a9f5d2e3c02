import { InputError } from '../base/input-error.js'
import { SystemError, systemError } from '../base/system-error.js'
import { LinkError } from '../base/whole-file.js'

/** What is to be thrown where a report cannot be written: another place helps, or the machine is short of something. */
export function outputError(directory: string, error: unknown): unknown {
  if (error instanceof InputError || error instanceof SystemError) return error
  const short = systemError(directory, error)
  if (short !== null) return short
  const link = error instanceof LinkError
  const code = (error as NodeJS.ErrnoException).code
  if (!link && code === undefined) return error
  return new InputError({
    path: link ? error.message : directory,
    expected: 'a directory to write the report into',
    found: link ? 'a link' : String(code),
    remedy: link ? 'give the directory that it leads to, or remove it' : 'choose another with -o',
  })
}
