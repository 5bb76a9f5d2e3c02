import { expect, test } from '@jest/globals'
import { compactSvg } from '../../src/charts/compact-svg.js'

const svg = (inside: string) => `<svg class="marks" width="10">${inside}</svg>`

test('lines that look alike become one path; another look or another mark ends it', () => {
  const line = (x: number, look: string) =>
    `<line transform="translate(${x},0)" x2="0" y2="5" stroke="${look}" opacity="1"/>`
  expect(compactSvg(svg(`${line(1, 'red')}${line(2.00004, 'red')}${line(3, 'blue')}`))).toBe(
    svg('<path d="M1,0l0,5M2,0l0,5" stroke="red"/><path d="M3,0l0,5" stroke="blue"/>'),
  )
})

test('markers are moved to where they were', () => {
  const circle = 'M2,0A2,2,0,1,1,-2,0A2,2,0,1,1,2,0'
  const at = (x: number, look: string) => `<path transform="translate(${x},7)" d="${circle}" ${look}/>`
  expect(compactSvg(svg(at(10, 'fill="red"') + at(20, 'fill="red"')))).toBe(
    svg('<path d="M12,7A2,2,0,1,1,8,7A2,2,0,1,1,12,7M22,7A2,2,0,1,1,18,7A2,2,0,1,1,22,7" fill="red"/>'),
  )
  // seen through or with an outline, they stay apart
  for (const look of ['fill="red" fill-opacity="0.5"', 'fill="red" stroke="blue"'])
    expect(compactSvg(svg(at(10, look) + at(20, look)))).toBe(svg(at(10, look) + at(20, look)))
})

test('text and unknown attributes are left alone, whatever they hold', () => {
  const text = '<text title="opacity=1">role="x" d="M1.23456,2" 1.23456 &lt;line/&gt;</text>'
  expect(compactSvg(svg(text))).toBe(svg(text))
})

test('long lines go in steps that end where the points were', () => {
  const points = Array.from({ length: 40 }, (_, index) => [index * 1.23456, Math.sin(index) * 30] as const)
  const made = compactSvg(
    svg(`<path d="M${points.map((point) => point.join(',')).join('L')}" stroke="red"/>`),
  )
  let [x, y] = [0, 0]
  const reached = [...made.matchAll(/[Ml](-?[\d.]+),(-?[\d.]+)/g)].map(([, right, down]) => {
    ;[x, y] = [x + Number(right), y + Number(down)]
    return [x, y]
  })
  expect(reached).toHaveLength(40)
  for (const [index, [right = 0, down = 0]] of reached.entries()) {
    expect(Math.abs(right - (points[index]?.[0] ?? 0))).toBeLessThan(0.051)
    expect(Math.abs(down - (points[index]?.[1] ?? 0))).toBeLessThan(0.051)
  }
})

test('the font of the first text is said once', () => {
  const text = (font: string) => `<text font-family="${font}" fill="red">a</text>`
  expect(compactSvg(svg(text('A') + text('A') + text('B')))).toBe(
    '<svg class="marks" width="10" font-family="A"><text fill="red">a</text><text fill="red">a</text><text font-family="B" fill="red">a</text></svg>',
  )
})
