import { existsSync } from 'node:fs'

/** Without a window the same browser takes less than half of the CPU. */
const PLACES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome']
export const CHROMIUM = PLACES.map((name) => `/usr/bin/${name}`).find((path) => existsSync(path))
export const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** For pages that are measured and never move: no frame is drawn, which costs as much as their layout. */
export const WITHOUT_FRAMES = ['--disable-threaded-compositing']
