import { type ConditionProof, conditionProof, isSameAndSame } from '../evidence/condition-proof.js'
import { tooMany } from '../evidence/excluded-runs.js'
import type { CheckResult } from '../model/check.js'
import type { CheckDef } from './check.js'

const SHOWN = 5

export const settingsHeld: CheckDef = {
  id: 'settings-held',
  title: 'Kernel settings',
  why:
    'A verdict is about two conditions: if a setting was not what a run claims, the run belongs to neither, and if both conditions read ' +
    'back the same, nothing was compared. If anything else differs between them, the effect may be that of the other thing. So every ' +
    'setting is read back before and after every run.',
  action:
    'Find out what else changes the setting (a service, tuned, systemd-tmpfiles), stop it, and record those runs again. A setting ' +
    'that the kernel or the hardware does not take cannot be compared on this machine.',
  run(experiment) {
    const proof = conditionProof(experiment)
    if (proof === null) return null
    const { runs } = experiment
    if (tooMany(runs, proof.wrong))
      return invalid(
        `${proof.wrong.size} of ${proof.runs} runs did not have the settings of their condition: ${listed(proof.wrong)}.`,
      )
    if (proof.treatment.length > 0 && proof.differing.length === 0 && proof.alike.length > 0)
      return invalid(`Both conditions ran the same setting: ${alikeText(proof)}. Nothing was compared.`)
    const others = proof.confounders.map(
      ({ name, baseline, treatment }) => `${name} (${baseline.join(', ')} vs. ${treatment.join(', ')})`,
    )
    if (
      proof.treatment.length === 0 &&
      isSameAndSame(experiment) &&
      proof.confounders.some(({ name }) => name.startsWith('lru_gen.'))
    )
      return invalid(`The conditions ask for the same settings and read back others: ${others.join(', ')}.`)
    const cautions = [
      ...(proof.wrong.size > 0
        ? [`Excluded, not in the state of their condition: ${listed(proof.wrong)}.`]
        : []),
      ...(proof.unread.size > 0 ? [unreadText(proof, tooMany(runs, proof.unread))] : []),
      ...(proof.alike.length > 0
        ? [`Asked to differ, and the same under both conditions: ${alikeText(proof)}.`]
        : []),
      ...(others.length > 0 ? [`Differs between the conditions, undeclared: ${others.join(', ')}.`] : []),
    ]
    if (cautions.length > 0) return { outcome: 'caution', text: cautions.join(' '), metrics: null }
    return { outcome: 'pass', text: passText(proof), metrics: null }
  },
}

const invalid = (text: string): CheckResult => ({ outcome: 'invalidates', text, metrics: null })

function listed(found: ReadonlyMap<string, string>): string {
  // the same of several runs is told once
  const runs = new Map<string, string[]>()
  for (const [id, text] of found) runs.set(text, [...(runs.get(text) ?? []), id])
  const texts = [...runs].slice(0, SHOWN).map(([text, ids]) => `${someOf(ids)}: ${text}`)
  return `${texts.join('; ')}${runs.size > SHOWN ? `; ${runs.size - SHOWN} more` : ''}`
}

function someOf(ids: readonly string[]): string {
  const more = ids.length - SHOWN
  return more <= 0 ? ids.join(', ') : `${ids.slice(0, SHOWN).join(', ')} and ${more} more`
}

function alikeText({ alike }: ConditionProof): string {
  return alike
    .map(
      ({ name, asked, found }) => `${name} ${found.join(', ')} (${asked[0]} and ${asked[1]} were asked for)`,
    )
    .join('; ')
}

function unreadText({ unread, runs }: ConditionProof, kept: boolean): string {
  const verb = kept ? 'Not proven' : 'Excluded'
  return `${verb}, a setting that was asked for was not read back in ${unread.size} of ${runs} runs: ${listed(unread)}.`
}

function passText({ differing, runs }: ConditionProof): string {
  const held = `before and after all ${runs} runs`
  if (differing.length === 0)
    return `The conditions ask for the same settings, and no recorded setting differs ${held}.`
  const names = differing.join(' and ')
  return `${names} matched the plan ${held} and ${differing.length === 1 ? 'differs' : 'differ'} between the conditions; no other recorded setting does.`
}
