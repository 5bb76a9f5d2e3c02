import { main } from '../src/cli.js'

/** Runs the program in-process; what it wrote, and its exit code. */
export async function runCli(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const written = { stdout: '', stderr: '' }
  const sink = (stream: 'stdout' | 'stderr') => ({
    write(text: string) {
      written[stream] += text
    },
  })
  const code = await main(args, { stdout: sink('stdout'), stderr: sink('stderr') })
  return { code, ...written }
}
