import type {Manifest, Requirement} from '../domain/survey.ts'
import {offeredBy, workspaceEntry} from './member-requirements.ts'

/** A member that states a version itself although its workspace states one for all. */
export type Repeated = {readonly own: Requirement; readonly workspace: Requirement}

/** Where members don't inherit what the workspace offers: today both agree, at the next upgrade one is forgotten. */
export function repeatedRequirements(
  manifests: readonly Manifest[],
  isFamily: (crate: string) => boolean,
): readonly Repeated[] {
  return manifests.flatMap(({requirements}) =>
    requirements
      .filter(own => isFamily(own.crate) && statesOwnVersion(own))
      .flatMap(own => {
        const workspace = offeredBy(own, manifests)
        return workspace?.requirement === undefined ? [] : [{own, workspace}]
      }),
  )
}

function statesOwnVersion({table, source, requirement}: Requirement): boolean {
  return table !== 'workspace.dependencies' && table !== 'patch' && source === 'registry' && requirement !== undefined
}

/** What a workspace offers to its members and none of them takes. */
export function offersNobodyTakes(
  manifests: readonly Manifest[],
  isFamily: (crate: string) => boolean,
): readonly Requirement[] {
  const taken = new Set<Requirement | undefined>(
    manifests.flatMap(({requirements}) => requirements.map(entry => workspaceEntry(entry, manifests))),
  )
  return manifests.flatMap(({requirements}) =>
    requirements.filter(
      offered => offered.table === 'workspace.dependencies' && isFamily(offered.crate) && !taken.has(offered),
    ),
  )
}
