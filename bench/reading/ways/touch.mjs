// The floor: every byte is read and added up, nothing else.
import { readChunks } from '../../../dist/ingest/chunks.js'

let sum = 0
for await (const chunk of readChunks(process.argv[2])) {
  for (let at = 0; at < chunk.length; at++) sum = (sum + chunk[at]) | 0
}
console.log(sum)
