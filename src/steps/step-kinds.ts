import type {StepKind} from '../domain/step-kind.ts'
import {applyTeamRules} from './apply-team-rules.ts'
import {auditDependencies} from './audit-dependencies.ts'
import {dropOldMatrix} from './drop-old-matrix.ts'
import {fixCode} from './fix-code.ts'
import {installToolchain} from './install-toolchain.ts'
import {lintCode} from './lint-code.ts'
import {makeBranch} from './make-branch.ts'
import {mendCode} from './mend-code.ts'
import {moveWasmTarget} from './move-wasm-target.ts'
import {proveBuild} from './prove-build.ts'
import {proveFeatures} from './prove-features.ts'
import {proveTests} from './prove-tests.ts'
import {raiseEdition} from './raise-edition.ts'
import {raiseFamily} from './raise-family.ts'
import {raiseHolders} from './raise-holders.ts'
import {raiseRust} from './raise-rust.ts'
import {readGuidance} from './read-guidance.ts'
import {rebuildArtifacts} from './rebuild-artifacts.ts'
import {recordAdvisories} from './record-advisories.ts'
import {recordArtifacts} from './record-artifacts.ts'
import {recordBaseline} from './record-baseline.ts'
import {recordFeatures} from './record-features.ts'
import {refreshLockfile} from './refresh-lockfile.ts'
import {rewriteCode} from './rewrite-code.ts'
import {recordBenches, runBenches} from './run-benches.ts'
import {recordOwnCommands, runOwnCommands} from './run-own-commands.ts'
import type {StepDeps} from './step-deps.ts'
import {tidyAudit} from './tidy-audit.ts'
import {updateDocuments} from './update-documents.ts'
import {writeReport} from './write-report.ts'

/** Every kind of step by its name in the plan. To add one: its file, a line here, and its place in assemble-plan. */
export function stepKinds(deps: StepDeps): ReadonlyMap<string, StepKind> {
  return new Map([
    ['make-branch', makeBranch(deps)],
    ['record-artifacts', recordArtifacts(deps)],
    ['record-baseline', recordBaseline(deps)],
    ['record-own-commands', recordOwnCommands(deps)],
    ['record-features', recordFeatures(deps)],
    ['record-benches', recordBenches(deps)],
    ['record-advisories', recordAdvisories(deps)],
    ['install-toolchain', installToolchain(deps)],
    ['raise-rust', raiseRust(deps)],
    ['move-wasm-target', moveWasmTarget(deps)],
    ['raise-family', raiseFamily(deps)],
    ['raise-holders', raiseHolders(deps)],
    ['refresh-lockfile', refreshLockfile(deps)],
    ['tidy-audit', tidyAudit(deps)],
    ['rewrite-code', rewriteCode(deps)],
    ['apply-team-rules', applyTeamRules(deps)],
    ['mend-code', mendCode(deps)],
    ['read-guidance', readGuidance(deps)],
    ['prove-build', proveBuild(deps)],
    ['lint-code', lintCode(deps)],
    ['fix-code', fixCode(deps)],
    ['raise-edition', raiseEdition(deps)],
    ['rebuild-artifacts', rebuildArtifacts(deps)],
    ['prove-tests', proveTests(deps)],
    ['prove-features', proveFeatures(deps)],
    ['run-benches', runBenches(deps)],
    ['run-own-commands', runOwnCommands(deps)],
    ['audit-dependencies', auditDependencies(deps)],
    ['drop-old-matrix', dropOldMatrix(deps)],
    ['update-documents', updateDocuments(deps)],
    ['write-report', writeReport(deps)],
  ])
}
