/** A message of a recorder that means: there was more than what stands here. */
export interface LossMessage {
  id: string
  tool: 'bpftrace' | 'perf' | 'ftrace' | 'trace-cmd' | 'kernel log'
  /** As the tool prints it; N, M and P stand for numbers. */
  text: string
  versions: string
  /** The file of the tool's source that has the text. */
  source: string
  pattern: RegExp
  /**
   * What its number says: `added`, events lost since the message before; `total`, all events lost so far; `difference`, written less
   * kept; `one`, each message is one event; `uncounted`, events were lost, and the message does not say how many.
   */
  tells: 'added' | 'total' | 'difference' | 'one' | 'uncounted'
}

/** How bpftrace begins a warning: `PROGRAM:4:65-84: WARNING: `, before 0.16 with another colon. */
const WARNING = String.raw`^(?:\S.{0,300}?:\d{1,6}[-:]\d{1,6}(?:-\d{1,6})?: )?(?:WARNING: (?:: )?)?`

/** The first whose pattern matches a line holds. Every text was looked up in the file named next to it. */
export const LOSS_MESSAGES: readonly LossMessage[] = [
  {
    id: 'bpftrace-lost',
    tool: 'bpftrace',
    text: 'Lost N events',
    versions: '0.11 to 0.23 on standard output, 0.24 to 0.26 on standard error',
    source: 'src/output.cpp (TextOutput::lost_events), since 0.24 src/output/text.cpp',
    pattern: /^(?:WARNING: )?Lost (\d{1,15}) events\b/,
    tells: 'added',
  },
  {
    id: 'bpftrace-lost-json',
    tool: 'bpftrace',
    text: '{"type": "lost_events", "data": {"events": N}}',
    versions: '0.11 to 0.26; since 0.24 also "count": N',
    source: 'src/output.cpp (JsonOutput::lost_events), since 0.24 src/output/json.cpp',
    pattern: /^\{"type": ?"lost_events",.*?"(?:events|count)": ?(\d{1,15})[,}]/,
    tells: 'added',
  },
  {
    id: 'bpftrace-lost-total',
    tool: 'bpftrace',
    text: 'WARNING: Total lost event count: N',
    versions: '0.24 to 0.26, on standard error when it ends',
    source: 'src/bpftrace.cpp (BPFtrace::run)',
    pattern: /^(?:WARNING: )?Total lost event count: (\d{1,15})\b/,
    tells: 'total',
  },
  {
    id: 'bpftrace-map-full',
    tool: 'bpftrace',
    text: "WARNING: Map full; can't update element. Try increasing max_map_keys config",
    versions: '0.20 to 0.22 with -k, 0.23 to 0.26 always; since 0.24 the text goes on',
    source: 'src/output.cpp (get_helper_error_msg), since 0.24 src/output/text.cpp (runtime_error)',
    pattern: new RegExp(`${WARNING}Map full; can't update element`),
    tells: 'uncounted',
  },
  {
    id: 'bpftrace-key-made-twice',
    tool: 'bpftrace',
    text: 'WARNING: Failed to map_update_elem: File exists (-17)',
    versions:
      '0.12 to 0.19 with -k; since 0.20 "Additional Info - helper: map_update_elem, retcode: -17" under it; JSON: helper_error',
    source:
      'src/output.cpp (helper_error), before 0.16 src/bpftrace.cpp, since 0.24 src/output/{text,json}.cpp',
    pattern: new RegExp(
      `${WARNING}Failed to map_update_elem: .{0,80}\\(-17\\)|^Additional Info - helper: map_update_elem, retcode: -17\\b`,
    ),
    tells: 'one',
  },
  {
    id: 'bpftrace-update-failed',
    tool: 'bpftrace',
    text: 'WARNING: Failed to map_update_elem: Argument list too long (-7)',
    versions:
      '0.12 to 0.19 with -k; since 0.20 "Additional Info - helper: map_update_elem, retcode: -N" under it; JSON: helper_error',
    source:
      'src/output.cpp (helper_error), before 0.16 src/bpftrace.cpp, since 0.24 src/output/{text,json}.cpp',
    pattern: new RegExp(
      `${WARNING}Failed to map_update_elem: .{0,80}\\(-\\d{1,5}\\)|^Additional Info - helper: map_update_elem, retcode: -\\d`,
    ),
    tells: 'uncounted',
  },
  {
    id: 'perf-trace-lost',
    tool: 'perf',
    text: 'LOST N events!',
    versions: 'perf trace; seen in 6.1.187',
    source: 'tools/perf/builtin-trace.c (trace__process_event)',
    pattern: /^\s{0,8}LOST (\d{1,15}) events!/,
    tells: 'added',
  },
  {
    id: 'perf-script-lost',
    tool: 'perf',
    text: 'COMM PID [CPU] TIME: PERF_RECORD_LOST lost N',
    versions: 'perf script --show-lost-events; seen in 6.1.187',
    source: 'tools/perf/util/event.c (perf_event__fprintf_lost)',
    pattern: /: PERF_RECORD_LOST(?:_SAMPLES)? lost (?:samples )?(\d{1,15})\s*$/,
    tells: 'added',
  },
  {
    id: 'perf-dump-lost',
    tool: 'perf',
    text: 'PERF_RECORD_LOST: id:N: lost:M',
    versions: 'perf script -D and perf report -D',
    source: 'tools/perf/util/machine.c (machine__process_lost_event, machine__process_lost_samples_event)',
    pattern: /: PERF_RECORD_LOST(?:_SAMPLES)?: id:\d{1,20}: lost(?: samples )?:(\d{1,15})\s*$/,
    tells: 'added',
  },
  {
    id: 'perf-record-type',
    tool: 'perf',
    text: 'PERF_RECORD_LOST, in another form than those above',
    versions: 'perf script and perf report',
    source: 'tools/perf/util/event.c (perf_event__fprintf)',
    pattern: /: PERF_RECORD_LOST(?:_SAMPLES)?\b/,
    tells: 'uncounted',
  },
  {
    id: 'perf-chunks',
    tool: 'perf',
    text: 'Processed N events and lost M chunks!',
    versions: 'perf record, report and script on standard error, since 3.2; seen in 6.1.187',
    source: 'tools/perf/util/session.c (perf_session__warn_about_errors)',
    pattern: /^\s{0,8}Processed \d{1,15} events and lost \d{1,15} chunks!/,
    tells: 'uncounted',
  },
  {
    id: 'perf-processed-lost',
    tool: 'perf',
    text: 'Processed N events and LOST M!',
    versions: 'perf report and script, before 3.2',
    source: 'tools/perf/util/session.c (perf_session__warn_about_errors)',
    pattern: /^\s{0,8}Processed \d{1,15} events and LOST (\d{1,15})!/,
    tells: 'total',
  },
  {
    id: 'perf-share-lost',
    tool: 'perf',
    text: 'Processed N samples and lost P%!',
    versions: 'perf report and script; text in the program of 6.1.187',
    source: 'tools/perf/util/session.c (perf_session__warn_about_errors)',
    pattern: /^\s{0,8}Processed \d{1,15} samples and lost +\d{1,3}\.\d\d%!/,
    tells: 'uncounted',
  },
  {
    id: 'perf-overload',
    tool: 'perf',
    text: 'WARNING: LOST N chunks, Check IO/CPU overload',
    versions:
      'perf top; the line "Check IO/CPU overload!" under the warning of perf record, report and script',
    source: 'tools/perf/builtin-top.c, tools/perf/util/session.c, tools/perf/ui/browsers/hists.c',
    pattern: /^\s{0,8}(?:WARNING: LOST \d{1,15} chunks, |Events are being lost, )?[Cc]heck IO\/CPU overload/,
    tells: 'uncounted',
  },
  {
    id: 'perf-report-lost',
    tool: 'perf',
    text: '# Total Lost Samples: N',
    versions: 'perf report --stdio; seen in 6.1.187',
    source: 'tools/perf/builtin-report.c',
    pattern: /^# Total Lost Samples: (\d{1,15})\b/,
    tells: 'total',
  },
  {
    id: 'ftrace-lost',
    tool: 'ftrace',
    text: 'CPU:N [LOST M EVENTS]',
    versions: 'trace_pipe and trace, since 2010',
    source: 'kernel/trace/trace.c (print_trace_line)',
    pattern: /^\s*CPU:\d{1,6} \[LOST (\d{1,15}) EVENTS\]/,
    tells: 'added',
  },
  {
    id: 'ftrace-lost-uncounted',
    tool: 'ftrace',
    text: 'CPU:N [LOST EVENTS]',
    versions: 'trace, read while it is written, Linux 5.7 and later',
    source: 'kernel/trace/trace.c (print_trace_line)',
    pattern: /^\s*CPU:\d{1,6} \[LOST EVENTS\]/,
    tells: 'uncounted',
  },
  {
    id: 'ftrace-overwritten',
    tool: 'ftrace',
    text: '# entries-in-buffer/entries-written: N/M   #P:P',
    versions: 'head of trace; seen in 6.1 and 6.12',
    source: 'kernel/trace/trace.c (print_event_info)',
    pattern: /^# entries-in-buffer\/entries-written: (\d{1,15})\/(\d{1,15})/,
    tells: 'difference',
  },
  {
    id: 'ftrace-overrun',
    tool: 'ftrace',
    text: 'overrun: N; commit overrun: N; dropped events: N',
    versions: 'per_cpu/cpuN/stats, one for each CPU',
    source: 'kernel/trace/trace.c (tracing_stats_read)',
    pattern: /^(?:(?:commit )?overrun|dropped events): (\d{1,15})\s*$/,
    tells: 'added',
  },
  {
    id: 'trace-cmd-dropped',
    tool: 'trace-cmd',
    text: 'CPU:N [M EVENTS DROPPED]',
    versions: 'trace-cmd report, 1.0 to 3.4',
    source: 'tracecmd/trace-read.c (show_event), before 2.8 trace-read.c',
    pattern: /^\s*CPU:\d{1,6} \[(\d{1,15}) EVENTS DROPPED\]/,
    tells: 'added',
  },
  {
    id: 'trace-cmd-dropped-uncounted',
    tool: 'trace-cmd',
    text: 'CPU:N [EVENTS DROPPED]',
    versions: 'trace-cmd report, 1.0 to 3.4',
    source: 'tracecmd/trace-read.c (show_event), before 2.8 trace-read.c',
    pattern: /^\s*CPU:\d{1,6} \[EVENTS DROPPED\]/,
    tells: 'uncounted',
  },
  {
    id: 'trace-cmd-lost',
    tool: 'trace-cmd',
    text: 'CPU N: M events lost',
    versions:
      'trace-cmd record, when it ends, since 2.6 (2.8.1 to 3.4 looked up); may go on with "M events lost due to commit overrun"',
    source: 'tracecmd/trace-record.c (add_overrun)',
    pattern: /^CPU \d{1,6}: (\d{1,15}) events lost\b/,
    tells: 'added',
  },
  {
    id: 'printk-dropped',
    tool: 'kernel log',
    text: '** N printk messages dropped **',
    versions: 'on the console',
    source: 'kernel/printk/printk.c',
    pattern: /\*\* (\d{1,15}) printk messages? dropped\b/,
    tells: 'added',
  },
]
