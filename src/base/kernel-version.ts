/** `6.12.107+deb13-cloud-amd64` is [6, 12]; what cannot be read is [0, 0], older than anything. */
export function kernelVersion(release: string): [major: number, minor: number] {
  const match = /^(\d{1,4})\.(\d{1,4})/.exec(release)
  return match === null ? [0, 0] : [Number(match[1]), Number(match[2])]
}

const RELEASE = /^(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?(?:-rc(\d{1,4}))?(?![\d.])/

/**
 * Below 0 where the first release is older, 0 where both are builds of one version. As in the kernel's Makefile the version is
 * `major.minor.patch`, and `-rcN` comes before the release that it becomes; what follows is the name of a build, which has no order.
 * What cannot be read is older than anything.
 */
export function compareReleases(a: string, b: string): number {
  const [first, second] = [a, b].map(partsOf) as [number[], number[]]
  for (const [index, part] of first.entries()) {
    const difference = part - (second[index] as number)
    if (difference !== 0) return difference
  }
  return 0
}

function partsOf(release: string): number[] {
  const match = RELEASE.exec(release)
  if (match === null) return [-1, -1, -1, -1]
  const [, major, minor, patch = '0', candidate] = match
  return [Number(major), Number(minor), Number(patch), candidate === undefined ? 1e6 : Number(candidate)]
}

/** `6.12.107` of `6.12.107+deb13-cloud-amd64`; null where it cannot be read. */
export const shortRelease = (release: string): string | null => RELEASE.exec(release)?.[0] ?? null
