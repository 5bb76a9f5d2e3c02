/** How many letters must be put in, taken out, replaced or swapped with the next to make b of a; both short. */
export function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    const above = rows[i - 1] as number[]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let far = Math.min(at(above, j) + 1, at(row, j - 1) + 1, at(above, j - 1) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        far = Math.min(far, at(rows[i - 2] as number[], j - 2) + 1)
      row.push(far)
    }
    rows.push(row)
  }
  return at(rows[a.length] as number[], b.length)
}

const at = (row: readonly number[], index: number) => row[index] as number
