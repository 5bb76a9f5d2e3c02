// What a Node programmer writes first: readline, JSON.parse, split.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { answer, window } from './answer.mjs'

const path = process.argv[2]
const { start, end } = await window(path)
const byProcess = new Map()
const bySecond = new Array(100).fill(0)
for await (const line of createInterface({
  input: createReadStream(path),
  crlfDelay: Number.POSITIVE_INFINITY,
})) {
  const { type, data } = JSON.parse(line)
  if (type !== 'printf') continue
  const [time, , , , , ...name] = data.trimEnd().split(' ')
  const at = BigInt(time)
  if (at < start || at >= end) continue
  const process = name.join(' ')
  byProcess.set(process, (byProcess.get(process) ?? 0) + 1)
  bySecond[Number((at - start) / 1_000_000_000n)]++
}
answer(byProcess, bySecond)
