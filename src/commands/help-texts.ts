/** What the help of the program and of each command says after its options: at least two examples, which test/install/help.test.ts runs. */
const EXIT_CODES = `
Exit codes:
  0   done
  1   done, but with --strict: a check invalidates the experiment, or a primary verdict rests on what was not recorded;
      of diff: a metric regressed
  2   an error in the input or the usage; the message names the place and the fix
  3   of diff: cannot tell; a regression is neither shown nor excluded
  70  an internal error: a bug in mglru-report; please report it with the stack trace printed
  74  the system failed: no space to write to, too many open files; what was written is complete, the rest is not there
`

export const FIRST_STEPS = `
Examples:
  mglru-report demo
  mglru-report analyze my-experiment -o my-report
${EXIT_CODES}`

export const HELP: Readonly<Record<string, string>> = {
  analyze: `
A trace is what bpftrace's one-liner prints, as text or with -f json, plain or compressed:
  bpftrace -e 'tracepoint:exceptions:page_fault_user { printf("Page fault in process: %d\\n", pid); }'
Sidecars of a trace X (named without .gz, .zst or .xz), found and used where they exist:
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

  reduce: `
The file is for the same version of this program. A report of all files is the same to the byte as one of the experiment.

Examples:
  mglru-report reduce my-experiment/runs/b01-* -o b01.reduced
  mglru-report reduce my-experiment/runs/b02-* -o b02.reduced --jobs 2
  mglru-report analyze b01.reduced b02.reduced -o my-report`,

  render: `
Examples:
  mglru-report render my-report/report.json
  mglru-report render my-report/report.json --to txt,csv -o mail`,

  index: `
The page sorts and filters by kernel, machine class, workload and verdict; its address keeps what is shown, as a link.

Examples:
  mglru-report index reports -o reports
  mglru-report index reports/6.1 reports/6.12

Exit codes: 0 all reports are shown, 2 some could not be read; the others are shown.`,

  pool: `
Examples:
  mglru-report pool fleet
  mglru-report pool fleet/*/report.json -o fleet-answer

Exit codes: 0 pooled, 2 a report cannot be read, or is of another workload or other conditions.`,

  history: `
Change points need at least 8 reports with a value; docs/history.md tells how often they are wrong, and what is found.

Examples:
  mglru-report history nightly -o nightly-history
  mglru-report history nightly/*/report.json --by kernel --json

Exit codes: 0 done, with or without change points; 2 a report cannot be read (the others are shown), or is of another
workload or other conditions.`,

  diff: `
The unit is the session (a boot), not the run: give several of each side, recorded in turn, or one report that
compares two kernels. docs/diff.md says what may differ between the sides, and docs/ci.md has workflows.

Examples:
  mglru-report diff base-*/report.json --to new-*/report.json -o gate
  mglru-report diff kernels/report.json --max-regression 5%

Exit codes: 0 a regression is excluded, 1 a metric regressed, 2 an error in the input, 3 cannot tell.`,

  validate: `
Examples:
  mglru-report validate my-experiment
  mglru-report validate my-experiment --json

Exit codes: 0 whole, 2 something is missing or wrong.`,

  plan: `
A block is one run of each condition. Power 80%, family-wise error rate 5%.

Examples:
  mglru-report plan --effect 5 --spread 4 --metrics 9
  mglru-report plan pilot/report.json --blocks 20`,

  inspect: `
Examples:
  mglru-report inspect off-1.txt
  cat /proc/vmstat | mglru-report inspect - --json

Exit codes: 0 read whole (also a log that tells of kills), 2 not read or something is wrong with it.`,

  list: `
Examples:
  mglru-report list
  mglru-report list | grep refault`,

  explain: `
Examples:
  mglru-report explain refault-anon-rate
  mglru-report explain "p value"`,

  demo: `
Examples:
  mglru-report demo
  mglru-report demo --to txt -o mail`,

  completion: `
Examples:
  mglru-report completion bash > ~/.local/share/bash-completion/completions/mglru-report
  mglru-report completion fish > ~/.config/fish/completions/mglru-report.fish`,
}
