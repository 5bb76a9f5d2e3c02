/** Colours by name, on light and on dark ground; Okabe and Ito's for the conditions, told apart by everyone. */
export const PALETTE = {
  page: { light: '#fcfcfa', dark: '#14171c' },
  ink: { light: '#1b1f24', dark: '#e8e6e1' },
  soft: { light: '#595959', dark: '#a9a9a4' },
  line: { light: '#e3e3df', dark: '#33373d' },
  off: { light: '#0072b2', dark: '#56b4e9' },
  on: { light: '#d55e00', dark: '#e69f00' },
  band: { light: '#e9e9e4', dark: '#2b3038' },
  alert: { light: '#8a1c1c', dark: '#ffb4a8' },
} as const

export type Ground = 'light' | 'dark'

/** The palette as CSS variables. */
export function variables(ground: Ground): string {
  return Object.entries(PALETTE)
    .map(([name, colour]) => `--${name}: ${colour[ground]};`)
    .join(' ')
}

/** A picture as a file of its own, where nobody defines variables: the colours themselves. */
export function withColours(svg: string, ground: Ground): string {
  return svg.replace(/<[a-z][^>]*>/g, (tag) =>
    tag
      .replaceAll('"currentColor"', `"${PALETTE.ink[ground]}"`)
      .replace(/"var\(--([a-z]+)\)"/g, (whole, name: string) =>
        Object.hasOwn(PALETTE, name) ? `"${PALETTE[name as keyof typeof PALETTE][ground]}"` : whole,
      ),
  )
}
