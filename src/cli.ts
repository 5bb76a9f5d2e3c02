import { Command, CommanderError } from 'commander'
import { InputError, InputErrors } from './base/input-error.js'
import { printable } from './base/printable.js'
import { systemError } from './base/system-error.js'
import { addFleetCommands } from './cli-fleet.js'
import type { AnalyzeOptions } from './commands/analyze.js'
import type { DemoOptions } from './commands/demo.js'
import type { DiffCommandOptions } from './commands/diff.js'
import { FIRST_STEPS, HELP } from './commands/help-texts.js'
import { EXIT, type Io } from './commands/io.js'
import type { PlanOptions } from './commands/plan.js'
import type { ReduceOptions } from './commands/reduce.js'
import { VERSION } from './version.js'

/** Runs the program with the arguments after its name; gives the exit code. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  const { program, code } = commandLine(io)
  try {
    if (args.length === 0) program.outputHelp()
    else await program.parseAsync([...args], { from: 'user' })
    return code()
  } catch (error) {
    return report(error, io)
  }
}

/** All commands with their options and help; man pages and completions are made from it. */
export function commandLine(io: Io): { program: Command; code: () => number } {
  let code: number = EXIT.ok
  const program = new Command('mglru-report')
    .description(
      'Does the multi-gen LRU help this workload on this machine, by how much, and how sure are we?',
    )
    .version(VERSION)
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.stdout.write(text), writeErr: (text) => io.stderr.write(text) })
    .addHelpText('after', FIRST_STEPS)

  program
    .command('analyze')
    .description('report on an experiment directory, or on standalone traces')
    .argument(
      '[experiments...]',
      'experiment directories that the collectors wrote, an overview of several; or files that reduce wrote, of one experiment',
    )
    .option('--off <trace...>', 'traces of the runs with MGLRU off')
    .option('--on <trace...>', 'traces of the runs with MGLRU on')
    .option('--baseline <name=trace...>', 'traces of a baseline with a name of its own')
    .option('--treatment <name=trace...>', 'traces of a treatment with a name of its own')
    .option(
      '--before <copy...>',
      'which of the files given are copies from before a run, in the order of the runs',
    )
    .option('--after <copy...>', 'which are from after it, in the same order')
    .option('--mmtests <directory...>', 'two directories of mmtests with iterations, the baseline first')
    .option('--lkp <directory...>', 'two result roots of lkp, the baseline first')
    .option('--seconds <number>', 'length of every run, where its files do not tell it')
    .option(
      '--workload-format <reader>',
      'how what the workloads printed is read: fio, redis-benchmark, metric, ... (default: by its content)',
    )
    .option(
      '-o, --output <directory>',
      'where to write report.json, report.html and report.md (default: reports/<experiment id>)',
    )
    .option(
      '--to <formats>',
      'formats to write, out of arrow,benchstat,bmf,comment,csv,html,json,junit,lkp,md,parquet,txt (default: json,md,html)',
    )
    .option(
      '--keep <what>',
      'what stays in the report: argv (arguments of a command of your own), secrets, mail, users, ids, addresses, hosts, kernel-addresses, or texts (all but argv)',
    )
    .option('--static', 'write report.html without JavaScript')
    .option('--force', 'replace the report of another experiment in the output directory')
    .option('--jobs <number>', 'how many files are read at once (default: the processors, up to 4)')
    .option('--no-cache', 're-read everything, and cache nothing')
    .option('--json', 'print report.json')
    .option(
      '--strict',
      'exit with 1 when a check invalidates the experiment, or something it needs was not recorded',
    )
    .option('-q, --quiet', 'print nothing but errors')
    .action(async (experiments: string[], options: AnalyzeOptions) => {
      const { analyze } = await import('./commands/analyze.js')
      code = await analyze(experiments, options, io)
    })

  program
    .command('reduce')
    .description(
      'read runs of an experiment once, into a small file that analyze takes with those of other machines',
    )
    .argument('<runs...>', 'directories EXPERIMENT/runs/RUN, or the experiment for all of them')
    .requiredOption('-o, --output <file>', 'where to write what was kept of them')
    .option('--jobs <number>', 'how many files are read at once (default: the processors, up to 4)')
    .option('--no-cache', 're-read everything, and cache nothing')
    .option('-q, --quiet', 'print nothing but errors')
    .action(async (runs: string[], options: ReduceOptions) => {
      const { reduce } = await import('./commands/reduce.js')
      code = await reduce(runs, options, io)
    })

  program
    .command('render')
    .description('make other formats of a report from its report.json')
    .argument('<report.json>', 'what analyze wrote')
    .option(
      '--to <formats>',
      'out of arrow,benchstat,bmf,comment,csv,html,json,junit,lkp,md,parquet,txt (default: html,md,txt,csv)',
    )
    .option('-o, --output <directory>', 'where to write them (default: next to report.json)')
    .option('--static', 'write report.html without JavaScript')
    .option('--force', 'replace the report of another experiment in the output directory')
    .option('-q, --quiet', 'print nothing but errors')
    .action(
      async (
        path: string,
        options: { to?: string; output?: string; quiet?: boolean; static?: boolean; force?: boolean },
      ) => {
        const { render } = await import('./commands/render.js')
        code = await render(path, options, io)
      },
    )

  addFleetCommands(program, io, (result) => {
    code = result
  })

  program
    .command('diff')
    .description('say whether new recordings are worse than those of a base, as a gate for CI')
    .argument('<base...>', 'report.json of each base session, or directories with them; or one report alone')
    .option(
      '--to <new...>',
      'those of the new sessions; without it the two conditions of one report are compared',
    )
    .option('--effects', 'compare the effect of the treatment itself, not levels')
    .option('--metrics <ids>', 'which metrics, with commas between (default: the primary ones)')
    .option('--condition <name>', 'under which condition (default: all that both sides have)')
    .option(
      '--max-regression <percent>',
      'pass only where more is excluded (default: smallest effect of each metric)',
    )
    .option('--fail-on <what>', 'regression, or inconclusive: then 1 in place of 3 (default: regression)')
    .option('-o, --output <directory>', 'write diff.json, diff.md and diff.junit.xml into it')
    .option('--json', 'print diff.json')
    .option('-q, --quiet', 'print nothing but errors')
    .action(async (base: string[], options: DiffCommandOptions) => {
      const { diff } = await import('./commands/diff.js')
      code = await diff(base, options, io)
    })

  program
    .command('validate')
    .description('check an experiment directory: manifests, runs, checksums')
    .argument('<experiment>', 'experiment directory')
    .option('--json', 'print what was found as JSON')
    .option('-q, --quiet', 'print problems only')
    .action(async (experiment: string, options: { json?: boolean; quiet?: boolean }) => {
      const { validate } = await import('./commands/validate.js')
      code = await validate(experiment, options, io)
    })

  program
    .command('plan')
    .description('say how many blocks an experiment needs, before it or after a pilot')
    .argument('[report.json]', 'of a pilot: its spread is taken')
    .option('--effect <percent>', 'smallest change that matters')
    .option('--spread <percent>', 'standard deviation of runs of one condition, in percent of their level')
    .option('--metrics <number>', 'primary metrics, which share the error (default: 1)')
    .option('--blocks <number>', 'also say what so many blocks find (default: 12)')
    .option('--describe-only', 'accept a plan that cannot reach a verdict')
    .option('--json', 'print the plan as JSON')
    .action(async (pilot: string | undefined, options: PlanOptions) => {
      const { plan } = await import('./commands/plan.js')
      code = await plan(pilot, options, io)
    })

  program
    .command('inspect')
    .description('say what a file is, what is in it, and what is wrong with it')
    .argument(
      '<files...>',
      'traces, streams of the collectors, logs, copies of files of the kernel; - for standard input',
    )
    .option('--json', 'print it as JSON')
    .action(async (files: string[], options: { json?: boolean }) => {
      const { inspect } = await import('./commands/inspect.js')
      code = await inspect(files, options, io)
    })

  program
    .command('list')
    .description('list the metrics, streams, checks and words')
    .action(async () => {
      const { list } = await import('./commands/list.js')
      code = list(io)
    })

  program
    .command('explain')
    .description('explain a word, metric, stream or check')
    .argument('<id>', 'its id, as list prints it, or a word such as "major fault"')
    .action(async (id: string) => {
      const { explain } = await import('./commands/explain.js')
      code = explain(id, io)
    })

  program
    .command('demo')
    .description('make the report of a real experiment that comes with this program')
    .option('-o, --output <directory>', 'where to write it (default: mglru-report-demo)')
    .option(
      '--to <formats>',
      'formats to write, out of csv,html,json,lkp,md,parquet,txt, … (default: json,md,html)',
    )
    .option('-q, --quiet', 'print nothing but errors')
    .action(async (options: DemoOptions) => {
      const { demo } = await import('./commands/demo.js')
      code = await demo(options, io)
    })

  program
    .command('completion')
    .description('print what completes this command line in bash, zsh or fish')
    .argument('<shell>', 'bash, zsh or fish')
    .action(async (shell: string) => {
      const { completion } = await import('./commands/completion.js')
      code = completion(shell, program, io)
    })

  for (const [name, text] of Object.entries(HELP))
    program.commands.find((one) => one.name() === name)?.addHelpText('after', text)
  return { program, code: () => code }
}

function report(error: unknown, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.input
  if (error instanceof InputError || error instanceof InputErrors) {
    for (const one of error instanceof InputErrors ? error.errors : [error])
      io.stderr.write(`${printable(one.toLine(), 2000)}\n`)
    return EXIT.input
  }
  const system = systemError('mglru-report', error)
  if (system !== null) {
    io.stderr.write(`${printable(system.toLine(), 2000)}\n`)
    return EXIT.system
  }
  io.stderr.write(
    `mglru-report ${VERSION}: internal error, a bug in mglru-report. Please report it with these lines:\n`,
  )
  io.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  return EXIT.bug
}
