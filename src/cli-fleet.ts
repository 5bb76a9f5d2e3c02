import type { Command } from 'commander'
import type { HistoryOptions } from './commands/history.js'
import type { Io } from './commands/io.js'
import type { PoolOptions } from './commands/pool.js'

/** The commands that take the reports of many experiments. */
export function addFleetCommands(program: Command, io: Io, done: (code: number) => void): void {
  program
    .command('index')
    .description('make one page of several reports, with their metrics side by side; nothing is pooled')
    .argument('<reports...>', 'report.json files, or directories with them')
    .option('-o, --output <directory>', 'where to write index.html, index.md and index.csv (default: here)')
    .option('-q, --quiet', 'print nothing but errors')
    .action(async (paths: string[], options: { output?: string; quiet?: boolean }) => {
      const { overview } = await import('./commands/overview.js')
      done(await overview(paths, options, io))
    })

  program
    .command('pool')
    .description('one answer over the reports of several machines, by random effects')
    .argument(
      '<reports...>',
      'report.json files, or directories with them, of one workload and one pair of conditions',
    )
    .option('-o, --output <directory>', 'also write pool.html, pool.md and pool.json there')
    .option('--json', 'print the answer as JSON')
    .option('-q, --quiet', 'print nothing but errors')
    .action(async (paths: string[], options: PoolOptions) => {
      const { pool } = await import('./commands/pool.js')
      done(await pool(paths, options, io))
    })

  program
    .command('history')
    .description('levels and effects of one workload over time or over kernels, with change points')
    .argument(
      '<reports...>',
      'report.json files, or directories with them, of one workload and one pair of conditions',
    )
    .option('--by <order>', 'order of the reports: time (of their recording) or kernel (default: time)')
    .option('-o, --output <directory>', 'also write history.html and history.md there')
    .option('--json', 'print the answer as JSON')
    .option('-q, --quiet', 'print nothing but errors')
    .action(async (paths: string[], options: HistoryOptions) => {
      const { history } = await import('./commands/history.js')
      done(await history(paths, options, io))
    })
}
