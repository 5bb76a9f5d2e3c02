import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Writes a file whole, and only where it differs: other programs read it during a build. */
export function writeChanged(path, content) {
  const bytes = Buffer.from(content)
  try {
    if (readFileSync(path).equals(bytes)) return
  } catch {
    mkdirSync(dirname(path), { recursive: true })
  }
  writeFileSync(`${path}.${process.pid}`, bytes)
  renameSync(`${path}.${process.pid}`, path)
}
