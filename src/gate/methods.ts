import { percent } from '../base/percent.js'
import type { Diff } from '../model/diff.js'
import { MIN_EFFECT_SESSIONS } from './effects.js'
import { MIN_SESSIONS } from './levels.js'

/** What was done, a paragraph each. */
export function methodsOf(question: Diff['question'], maxRegression: number | null): string[] {
  const margin =
    maxRegression === null
      ? 'the smallest effect of each metric'
      : `a change for the worse of ${percent(maxRegression)}`
  const outcome = `Pass: the CI excludes a regression beyond ${margin}. Fail: a regression, with an adjusted p of at most 0.05. Anything else cannot be told.`
  switch (question) {
    case 'levels':
      return [
        `The unit is the session (one boot), not the run: a session counts once, with the median of its runs (the mean where any run has 0). Tested from ${MIN_SESSIONS} sessions on each side on.`,
        'Exact one-sided rank-sum test over sessions, adjusted for all comparisons by Westfall and Young over every way to call as many sessions new. Change: Hodges-Lehmann shift of logarithms (differences where any value is 0); interval: the same test inverted, an error of 5% on each side.',
        outcome,
      ]
    case 'effects':
      return [
        `The unit is the session (one boot): its effect is the mean over its blocks, so that what a session does to both conditions cancels. Tested from ${MIN_EFFECT_SESSIONS} sessions on each side on.`,
        'Random-effects model with one variance between sessions (Paule and Mandel), Student’s t with Knapp and Hartung’s factor where it is above 1; one-sided p adjusted by Holm; interval: an error of 5% on each side.',
        outcome,
      ]
    case 'conditions':
      return ['Verdicts, tests and intervals are those of the report.', outcome]
  }
}
