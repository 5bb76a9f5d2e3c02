import { expect, test } from '@jest/globals'
import { mapLimited } from '../../src/base/map-limited.js'

const later = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

test.each([1, 2, 5, 100])('results in order, at most %s at once', async (limit) => {
  let [now, most] = [0, 0]
  const made = await mapLimited([5, 1, 4, 2, 3, 0], limit, async (item, index) => {
    most = Math.max(most, ++now)
    await later(item)
    now--
    return item * 10 + index
  })
  expect(made).toEqual([50, 11, 42, 23, 34, 5])
  expect(most).toBe(Math.min(limit, 6))
})

test('after a failure nothing more begins, and what has begun is waited for', async () => {
  const begun: number[] = []
  let ended = 0
  const work = mapLimited([0, 1, 2, 3], 2, async (item) => {
    begun.push(item)
    await later(item * 5)
    ended++
    if (item === 0) throw new Error('first')
  })
  await expect(work).rejects.toThrow('first')
  expect({ begun, ended }).toEqual({ begun: [0, 1], ended: 2 })
})

test('nothing', async () => {
  expect(await mapLimited([], 3, async () => 1)).toEqual([])
})
