import type {StepPlan} from '../domain/plan.ts'
import type {Survey} from '../domain/survey.ts'
import type {Target} from '../domain/target.ts'
import {hasAuditEntries} from '../steps/tidy-audit.ts'
import {holdersOf} from './holders.ts'

/** Third-party crates that keep an old wasmtime; only where there are some. */
export function raiseHolders(survey: Survey, {wasmtime}: Target): StepPlan[] {
  const holders = wasmtime === null ? [] : holdersOf(survey, wasmtime)
  if (holders.length === 0) return []
  const named = [...new Set(holders.map(({name, version}) => `${name} ${version}`))]
  const more = named.length > 5 ? ` and ${named.length - 5} more` : ''
  return [
    {
      id: 'raise-holders',
      kind: 'raise-holders',
      phase: 'dependencies',
      title: `Raise the crates that keep another wasmtime than ${wasmtime}`,
      why: `${named.slice(0, 5).join(', ').slice(0, 1000)}${more}: each to its newest release that allows ${wasmtime}, where there is one.`,
      risk: 'medium',
      needs: ['raise-family'],
    },
  ]
}

/** Entries of cargo deny, audit and vet, which nobody else raises; only where there are some. */
export function tidyAudit({findings}: Survey, {wasmtime}: Target): StepPlan[] {
  if (wasmtime === null || !hasAuditEntries(findings)) return []
  return [
    {
      id: 'tidy-audit',
      kind: 'tidy-audit',
      phase: 'dependencies',
      title: 'Tidy what audit tools were told about the old wasmtime',
      why: `An advisory that nothing locked is hit by needs no ignoring; entries for versions that are gone decide nothing. What cargo vet was told to trust stays: whether ${wasmtime} is trusted is for people to say.`,
      risk: 'low',
      needs: ['refresh-lockfile'],
    },
  ]
}
