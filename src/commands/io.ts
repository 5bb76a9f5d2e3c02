/** What a command may touch of the world around it, so that tests can run it in-process. */
export interface Io {
  stdout: { write(text: string): unknown; isTTY?: boolean }
  stderr: { write(text: string): unknown; isTTY?: boolean }
}

export const EXIT = {
  ok: 0,
  /** --strict, and a check invalidates the experiment. */
  unsound: 1,
  /** Input or usage that the user can mend. */
  input: 2,
  /** A defect of this program. */
  bug: 70,
} as const

/** Progress on stderr, only when someone watches it. */
export function progressOn(io: Io, quiet: boolean): (done: number, total: number, what: string) => void {
  if (quiet || io.stderr.isTTY !== true) return () => {}
  return (done, total, what) => {
    io.stderr.write(
      done >= total
        ? '\r\x1b[K'
        : `\r\x1b[K${done}/${total} ${what.slice(-60).replace(/[^\x20-\x7e]/g, '?')}`,
    )
  }
}
