import { readLines } from '../ingest/lines.js'
import type { StreamFile } from '../model/stream.js'
import { addLoss, eitherLost, type Lost, lossIn, nothingLost } from './losses.js'

/** With what the recorder wrote to its standard error about it, where that was kept. */
export async function withStderr(lost: Lost, stderr: StreamFile | undefined): Promise<Lost> {
  if (stderr === undefined) return lost
  const told = nothingLost()
  await readLines(stderr.path, (buffer, start, end) => {
    const loss = lossIn(buffer.toString('latin1', start, end))
    if (loss !== null) addLoss(told, loss)
  })
  return eitherLost(lost, told)
}
