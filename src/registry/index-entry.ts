import {compare, valid} from 'semver'
import * as z from 'zod'
import type {PublishedVersion} from '../domain/ports.ts'

/**
 * The versions in the lines of an index, oldest first. What a line doesn't say as it should is passed over, as cargo does: an
 * index may hold lines of a schema that is newer than its reader.
 */
export function publishedVersions(lines: readonly string[]): readonly PublishedVersion[] {
  return lines.flatMap(entry).toSorted((a, b) => compare(a.version, b.version))
}

function entry(line: string): readonly PublishedVersion[] {
  const {success, data} = entrySchema.safeParse(jsonOrNothing(line))
  if (!success || valid(data.vers) === null || data.v > newestSchema) return []
  return [
    {
      version: data.vers,
      ...(data.rust_version == null ? {} : {rust: data.rust_version}),
      isYanked: data.yanked,
      ...(data.pubtime == null || Number.isNaN(Date.parse(data.pubtime)) ? {} : {publishedAt: data.pubtime}),
      features: {...data.features, ...data.features2},
      dependencies: data.deps.map(({name, package: renamed, req, kind, optional}) => ({
        crate: renamed ?? name,
        requirement: req,
        kind: kind ?? 'normal',
        isOptional: optional,
      })),
    },
  ]
}

function jsonOrNothing(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

// Each of hundreds of versions has dozens of features: looked at one by one, not as schemas of their own.
const featuresSchema = z.custom<Readonly<Record<string, readonly string[]>>>(isFeatures)
const entrySchema = z.object({
  vers: z.string(),
  deps: z.array(
    z.object({
      name: z.string(),
      package: z.string().nullish(),
      req: z.string(),
      kind: z.enum(['normal', 'build', 'dev']).nullish(),
      optional: z.boolean().default(false),
    }),
  ),
  features: featuresSchema,
  features2: featuresSchema.nullish(),
  yanked: z.boolean().default(false),
  rust_version: z.string().nullish(),
  pubtime: z.string().nullish(),
  /** The schema of the line; 1 when it isn't stated. */
  v: z.int().default(1),
})
const newestSchema = 2

function isFeatures(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  return Object.values(value).every(list => Array.isArray(list) && list.every(one => typeof one === 'string'))
}
