import { type Word, word } from './word.js'

/** Words of several experiments together, and of what other programs read, sorted by id. */
export const SEVERAL: readonly Word[] = [
  word(
    'exchange-format',
    'Formats for other programs',
    'parquet, arrow, benchstat, junit, ipc, snappy, flatten',
    'What `--to` writes for them: Parquet and Arrow (IPC files) for DuckDB, Polars, R and pandas; benchstat and Bencher Metric Format for tools that compare benchmarks; JUnit XML for CI. Every column is in docs/exchange.md.',
  ),
  word(
    'gate',
    'Gate',
    'diff, tolerated, tolerate, tolerance',
    'A step of CI that fails on a regression. `mglru-report diff` decides it from recordings of several sessions on each side; "cannot tell" is an answer with an exit code of its own.',
  ),
  word(
    'pool',
    'Pooled answer',
    'pooled, random effects, heterogeneity, weight, fleet, studies, study',
    'One answer over several machines: the mean of their effects, each weighted by how certain it is and by how much machines differ. `mglru-report pool` gives it with a confidence interval and a prediction interval.',
  ),
  word(
    'prediction-interval',
    'Prediction interval',
    'prediction, predict',
    'Where the effect on one more machine of this kind is expected. It is wider than the confidence interval of the mean, because machines differ.',
  ),
  word(
    'session',
    'Session',
    'interleaved, interleave',
    'What was recorded between two boots of a machine. Runs of one session resemble each other more than those of another, so that a comparison of two kernels counts sessions, not runs. Sessions of the two sides taken in turn (interleaved) keep a slow drift out of the difference.',
  ),
]
