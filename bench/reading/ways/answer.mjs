import { open } from 'node:fs/promises'

/** From the first record's time, 100 seconds: the same for all. Records lie in the order of their times. */
export async function window(path) {
  const file = await open(path)
  const { buffer } = await file.read(Buffer.alloc(256), 0, 256, 0)
  await file.close()
  const start = BigInt(/"data": "(\d+) /.exec(buffer.toString('latin1'))[1])
  return { start, end: start + 100_000_000_000n }
}

/** Faults by process name and in each second, in one form for all. */
export function answer(byProcess, bySecond) {
  const names = [...byProcess].sort(([a], [b]) => (a < b ? -1 : 1))
  const seconds = [...bySecond].map(Number)
  while (seconds.at(-1) === 0) seconds.pop()
  console.log(JSON.stringify({ names: names.map(([name, count]) => [name, Number(count)]), seconds }))
}
