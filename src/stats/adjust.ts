function ascending(ps: readonly number[]): number[] {
  return ps.map((_, index) => index).sort((a, b) => (ps[a] as number) - (ps[b] as number))
}

/** Holm's step-down adjustment (Scandinavian Journal of Statistics 6, 1979), in the order given. */
export function holm(ps: readonly number[]): number[] {
  const adjusted = new Array<number>(ps.length).fill(1)
  let most = 0
  for (const [place, index] of ascending(ps).entries()) {
    most = Math.max(most, Math.min(1, (ps.length - place) * (ps[index] as number)))
    adjusted[index] = most
  }
  return adjusted
}

/** Benjamini and Hochberg's step-up adjustment (J. Royal Statistical Society B 57, 1995), in the order given. */
export function benjaminiHochberg(ps: readonly number[]): number[] {
  const adjusted = new Array<number>(ps.length).fill(1)
  let least = 1
  for (const [place, index] of [...ascending(ps).entries()].reverse()) {
    least = Math.min(least, (ps.length / (place + 1)) * (ps[index] as number))
    adjusted[index] = least
  }
  return adjusted
}
