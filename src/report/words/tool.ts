import { type Word, word } from './word.js'

/** Words of this program and of the experiments that it reads, sorted by id. */
export const TOOL: readonly Word[] = [
  word(
    'assumed',
    'Not recorded',
    'not recorded, evidence, provenance, proof, proven, proves, assumption, unknown, unrecorded',
    'What a verdict rests on and nothing in the experiment proves, such as the order of the runs of standalone files. The report lists it beneath its first finding, and --strict then exits with 1.',
  ),
  word(
    'check',
    'Check',
    'checks, caution, warning, pass, passes, validity',
    'A test of the experiment itself: were the settings those that were asked for, were events lost, did the machine drift. It passes, warns, fails, or says that it could not be run. `mglru-report list` has all of them.',
  ),
  word(
    'collector',
    'Collectors',
    'collect, recorder, recording, mglru-collect, run-experiment, observer, tracing overhead, overhead, untraced, instrumented',
    'The programs that record an experiment on a test machine: bash, bpftrace, perf. They take time from the workload; untraced runs (--untraced) measure how much.',
  ),
  word(
    'comparable',
    'Comparable',
    'comparability, not comparable',
    'Whether a counter counts the same thing in both conditions. Some do not: the two LRUs scan in different senses, and some counters changed between kernels. Such rows are shown without a verdict, or not at all.',
  ),
  word(
    'condition',
    'Condition',
    'conditions, named condition, setting, settings',
    'One of the two states of the machine that are compared: MGLRU on or off, or any settings with a name. Settings are written before each run, read back before and after it, and restored at the end.',
  ),
  word(
    'experiment',
    'Experiment directory',
    'experiments, manifest, manifests, experiment.json, run.json, directory, digest, sha256, checksums',
    'What the collectors write: experiment.json with the plan, and for each run a directory with run.json and a file for each stream. man 5 mglru-experiment describes it; `mglru-report validate` tests it.',
  ),
  word(
    'figure',
    'Figure of a workload',
    'figures, workload figure, workload:name, metric name, workload-figures',
    'A number that the workload itself prints about a run, such as operations per second. It becomes the metric workload:NAME, and is better evidence than any counter of the kernel.',
  ),
  word(
    'format',
    'Format',
    'formats, ndjson, csv, yaml, sidecar, sidecars, standalone, standalone trace, composite, bmf',
    'What a file is, told by its contents and not by its name. Standalone traces come without an experiment directory; sidecars are files next to a trace with its name and an ending. `mglru-report inspect FILE` says what was recognized.',
  ),
  word(
    'history',
    'History',
    'histories, nightly',
    'What `mglru-report history` makes: the reports of one workload over time or over kernels on one page, with the level under each condition, the effect, and change points.',
  ),
  word(
    'metric',
    'Metric',
    'metrics, measure, measures',
    'One number for each run, made from what its streams recorded: a rate, a share, a quantile. `mglru-report explain ID` says of each why it matters and how it is made.',
  ),
  word(
    'other-harness',
    'Other harnesses',
    'mmtests, lkp, phoronix, harness, iterations',
    'Programs that run benchmarks many times and keep their results: mmtests, lkp-tests, Phoronix. Their result directories can be read; what they did not record, such as settings and order, is listed as not recorded.',
  ),
  word(
    'profile',
    'Profile',
    'profiles, swap-thrash, fio-zipf, fio-paced, redis-paced, headroom, oom-slow, page-cache-scan, kernel-build-like, churn, zipf, zipfian, mixed',
    'A workload that comes with the collectors, with its sizes, streams and primary metrics: `mglru-collect --list` has them. "zipf" names an access pattern in which few pages get most of the uses.',
  ),
  word(
    'rate',
    'Rate',
    'rates, per second, share, shares, per-run',
    'A count divided by the seconds of the measured part of a run. A share is a time divided by a time, or a count by a count, between 0 and 100%. Where the length of the runs is unknown, counts per run take the place of rates.',
  ),
  word(
    'redacted',
    'Redacted',
    'redact, redaction, redactions, taken out, private, anonymized, secret, secrets, password, keep',
    'What is private in a text, such as addresses, host and user names, passwords, is replaced before a report is written, and each kind is counted at its end. --keep KIND keeps a kind.',
  ),
  word(
    'run',
    'Run',
    'runs, warm-up, warm up, warmup, excluded, partial, complete, incomplete, attempt, retries, retried',
    'One execution of the workload under one condition. A warm-up run comes first and is not compared. A run that fails is recorded again within its block; failed attempts are kept and counted.',
  ),
  word(
    'stream',
    'Stream',
    'streams, sample, sampled, samples, record, records, timeline, series',
    'One kind of recording within a run: samples of a file of the kernel at an interval, or events of a tracepoint. Each ends with a record that says how much was written, so that a truncated one is noticed.',
  ),
  word(
    'stressor',
    'stress-ng, stressor',
    'stressors, stress',
    'stress-ng is a program that loads a machine in many ways; each way is a stressor, such as vm, which writes to and tests memory. Its work is counted in bogo-ops.',
  ),
  word(
    'throughput',
    'Throughput',
    'operation, operations, ops, op, work done, bogo, elapsed, elapsed time',
    'Work done per second by the workload itself, in its own operations. It is what people want to know; faults and swap rates only explain it.',
  ),
  word(
    'window',
    'Measured window',
    'measured, ramp, phase, phases, window, steady',
    'The part of a run that is counted: from the start of the workload, or the end of its ramp, to its end. Samples outside of it are left aside.',
  ),
  word(
    'workload',
    'Workload',
    'workloads, command, argv, benchmark',
    'What runs during the measurement: a profile of the collectors or a command of your own. Both conditions must do the same work, which is checked as far as the records allow.',
  ),
]
