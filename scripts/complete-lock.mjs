// Adds to package-lock.json the optional platform binaries that npm does not put into it.
//
// npm writes only the binaries that the registry in use could give to the machine at hand, and `npm ci` on
// any other machine then refuses the lock. Each missing one gets an entry with the exact version that its
// parent asks for, and the platform, read from its name, on which it is to be installed.
// Run after every `npm install`: node scripts/complete-lock.mjs   (--check only reports, exit 1)
import { readFileSync, writeFileSync } from 'node:fs'

const OS = /(?:^|-)(android|darwin|linux|freebsd|openbsd|netbsd|openharmony|win32|sunos|aix|wasm32)(?:-|$)/
const CPU = /(?:^|-)(arm64|arm|x64|ia32|ppc64|riscv64|s390x|loong64|mips64el|wasm32)(?:-|$)/

function platformOf(name) {
  const base = name.slice(name.lastIndexOf('/') + 1)
  const os = OS.exec(base)?.[1]
  const cpu = CPU.exec(base)?.[1]
  if (os === undefined) return null
  return {
    ...(os === 'wasm32' ? {} : { os: [os] }),
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(base.endsWith('-musl') ? { libc: ['musl'] } : base.endsWith('-gnu') ? { libc: ['glibc'] } : {}),
  }
}

const file = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(file, 'utf8'))
const present = new Set(Object.keys(lock.packages).map((path) => path.split('node_modules/').pop()))
const missing = []
for (const [parent, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (present.has(name)) continue
    const platform = platformOf(name)
    if (platform === null || !/^\d/.test(version)) {
      console.error(
        `package-lock.json: ${parent} wants ${name}@${version}: no platform in its name or no exact version, add it by hand`,
      )
      process.exitCode = 1
      continue
    }
    missing.push(name)
    lock.packages[`node_modules/${name}`] = {
      version,
      ...platform,
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
    }
    present.add(name)
  }
}
if (missing.length > 0 && process.argv.includes('--check')) {
  console.error(
    `package-lock.json: ${missing.length} platform binaries are missing; run: node scripts/complete-lock.mjs`,
  )
  process.exitCode = 1
} else if (missing.length > 0) {
  const { '': root, ...rest } = lock.packages
  const sorted = Object.fromEntries(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)))
  lock.packages = { '': root, ...sorted }
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(`package-lock.json: added ${missing.length} platform binaries`)
}
