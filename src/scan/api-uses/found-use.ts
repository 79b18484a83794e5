import type {Finding} from '../../domain/finding.ts'

/** A use, and the majors of the searches that it was found for. */
export type FoundUse = {readonly finding: Finding; readonly majors: readonly number[]}
