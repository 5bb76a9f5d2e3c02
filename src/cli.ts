import { Command, CommanderError } from 'commander'
import { InputError, InputErrors } from './base/input-error.js'
import { printable } from './base/printable.js'
import { systemError } from './base/system-error.js'
import type { AnalyzeOptions } from './commands/analyze.js'
import type { DemoOptions } from './commands/demo.js'
import { EXIT, type Io } from './commands/io.js'
import type { PlanOptions } from './commands/plan.js'
import type { ReduceOptions } from './commands/reduce.js'
import { VERSION } from './version.js'

const EXIT_CODES = `
Exit codes:
  0   done
  1   done, but with --strict: a check invalidates the experiment, or a primary verdict rests on what was not recorded
  2   an error in the input or the usage; the message names the place and the fix
  70  an internal error: a bug in mglru-report; please report it with the stack trace printed
  74  the system failed: no space to write to, too many open files; what was written is complete, the rest is not there
`

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
    .addHelpText('after', EXIT_CODES)

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
      'formats to write, out of comment,csv,html,json,lkp,md,txt (default: json,md,html)',
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
    .addHelpText(
      'after',
      `
A trace is what bpftrace's one-liner prints, as text or with -f json, plain or compressed:
  bpftrace -e 'tracepoint:exceptions:page_fault_user { printf("Page fault in process: %d\\n", pid); }'
Sidecars of a trace X (named without .gz or .zst), found and used where they exist:
  X.vmstat-before, X.vmstat-after   copies of /proc/vmstat from before and after the run
  X.stress.yaml, X.stress.log       stress-ng's metrics
  X.workload, X.workload.json       what the workload printed (docs/readers.md)
  X.memory.stat-before, -after      of the workload's cgroup; also cpu.stat, memory.events,
                                    memory.pressure, io.pressure, and X.memory.peak-after
  X.err                             what bpftrace wrote to stderr

Examples:
  mglru-report analyze my-experiment
  mglru-report analyze --off off-*.txt --on on-*.txt -o my-report
  mglru-report analyze --baseline "swappiness 60=" a-*.txt --treatment "swappiness 10=" b-*.txt
${EXIT_CODES}`,
    )
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
    .addHelpText(
      'after',
      `
The file is for the same version of this program. A report of all files is the same to the byte as one of the experiment.

Example:
  mglru-report reduce my-experiment/runs/b01-* -o b01.reduced
  mglru-report analyze b01.reduced b02.reduced -o my-report`,
    )
    .action(async (runs: string[], options: ReduceOptions) => {
      const { reduce } = await import('./commands/reduce.js')
      code = await reduce(runs, options, io)
    })

  program
    .command('render')
    .description('make other formats of a report from its report.json')
    .argument('<report.json>', 'what analyze wrote')
    .option('--to <formats>', 'out of comment,csv,html,json,lkp,md,txt (default: html,md,txt,csv)')
    .option('-o, --output <directory>', 'where to write them (default: next to report.json)')
    .option('--static', 'write report.html without JavaScript')
    .option('--force', 'replace the report of another experiment in the output directory')
    .option('-q, --quiet', 'print nothing but errors')
    .addHelpText('after', '\nExample:\n  mglru-report render my-report/report.json --to txt,csv -o mail\n')
    .action(
      async (
        path: string,
        options: { to?: string; output?: string; quiet?: boolean; static?: boolean; force?: boolean },
      ) => {
        const { render } = await import('./commands/render.js')
        code = await render(path, options, io)
      },
    )

  program
    .command('index')
    .description('make one page of several reports, with their metrics side by side; nothing is pooled')
    .argument('<reports...>', 'report.json files, or directories with them')
    .option('-o, --output <directory>', 'where to write index.html and index.md (default: here)')
    .option('-q, --quiet', 'print nothing but errors')
    .addHelpText('after', '\nExample:\n  mglru-report index reports -o reports\n')
    .action(async (paths: string[], options: { output?: string; quiet?: boolean }) => {
      const { overview } = await import('./commands/overview.js')
      code = await overview(paths, options, io)
    })

  program
    .command('validate')
    .description('check an experiment directory: manifests, runs, checksums')
    .argument('<experiment>', 'experiment directory')
    .option('--json', 'print what was found as JSON')
    .option('-q, --quiet', 'print problems only')
    .addHelpText(
      'after',
      `\nExample:\n  mglru-report validate my-experiment\n\nExit codes: 0 whole, 2 something is missing or wrong.`,
    )
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
    .addHelpText(
      'after',
      `
A block is one run of each condition. Power 80%, family-wise error rate 5%.

Examples:
  mglru-report plan --effect 5 --spread 4 --metrics 9
  mglru-report plan pilot/report.json --blocks 20`,
    )
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
    .addHelpText(
      'after',
      '\nExample:\n  mglru-report inspect off-1.txt\n\nExit codes: 0 read whole, 2 not read or something is wrong.',
    )
    .action(async (files: string[], options: { json?: boolean }) => {
      const { inspect } = await import('./commands/inspect.js')
      code = await inspect(files, options, io)
    })

  program
    .command('list')
    .description('list the metrics, streams, checks and words')
    .addHelpText('after', '\nExample:\n  mglru-report list')
    .action(async () => {
      const { list } = await import('./commands/list.js')
      code = list(io)
    })

  program
    .command('explain')
    .description('explain a word, metric, stream or check')
    .argument('<id>', 'its id, as list prints it, or a word such as "major fault"')
    .addHelpText('after', '\nExample:\n  mglru-report explain refault-anon-rate')
    .action(async (id: string) => {
      const { explain } = await import('./commands/explain.js')
      code = explain(id, io)
    })

  program
    .command('demo')
    .description('make the report of a real experiment that comes with this program')
    .option('-o, --output <directory>', 'where to write it (default: mglru-report-demo)')
    .option('--to <formats>', 'formats to write, out of csv,html,json,lkp,md,txt (default: json,md,html)')
    .option('-q, --quiet', 'print nothing but errors')
    .addHelpText('after', '\nExamples:\n  mglru-report demo\n  mglru-report demo --to txt -o mail')
    .action(async (options: DemoOptions) => {
      const { demo } = await import('./commands/demo.js')
      code = await demo(options, io)
    })

  program
    .command('completion')
    .description('print what completes this command line in bash, zsh or fish')
    .argument('<shell>', 'bash, zsh or fish')
    .addHelpText(
      'after',
      `
Examples:
  mglru-report completion bash > ~/.local/share/bash-completion/completions/mglru-report
  mglru-report completion fish > ~/.config/fish/completions/mglru-report.fish`,
    )
    .action(async (shell: string) => {
      const { completion } = await import('./commands/completion.js')
      code = completion(shell, program, io)
    })

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
