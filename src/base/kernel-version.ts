/** `6.12.107+deb13-cloud-amd64` is [6, 12]; what cannot be read is [0, 0], older than anything. */
export function kernelVersion(release: string): [major: number, minor: number] {
  const match = /^(\d{1,4})\.(\d{1,4})/.exec(release)
  return match === null ? [0, 0] : [Number(match[1]), Number(match[2])]
}
