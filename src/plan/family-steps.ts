import type {StepPlan} from '../domain/plan.ts'
import type {Survey} from '../domain/survey.ts'
import type {Target} from '../domain/target.ts'
import {hasAuditEntries} from '../steps/tidy-audit.ts'

/** Entries of cargo deny, audit and vet, which nobody else raises; only where there are some. */
export function tidyAudit({findings}: Survey, {wasmtime}: Target): StepPlan[] {
  if (wasmtime === null || !hasAuditEntries(findings)) return []
  return [
    {
      id: 'tidy-audit',
      kind: 'tidy-audit',
      phase: 'dependencies',
      title: 'Tidy what audit tools were told about the old wasmtime',
      why: `An advisory that nothing locked is hit by needs no ignoring; entries for versions that are gone decide nothing. Exemptions move to ${wasmtime}, unseen as before.`,
      risk: 'low',
      needs: ['refresh-lockfile'],
    },
  ]
}
