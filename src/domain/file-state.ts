import * as z from 'zod'

/** What stands at a path: nothing, a file (content by SHA-256, permission bits) or a symbolic link. */
export const fileStateSchema = z.discriminatedUnion('kind', [
  z.object({kind: z.literal('absent')}),
  z.object({kind: z.literal('file'), sha256: z.string().regex(/^[0-9a-f]{64}$/), mode: z.number().int()}),
  z.object({kind: z.literal('symlink'), target: z.string()}),
])
export type FileState = z.infer<typeof fileStateSchema>

export function isSameState(a: FileState, b: FileState): boolean {
  if (a.kind === 'file' && b.kind === 'file') return a.sha256 === b.sha256 && a.mode === b.mode
  if (a.kind === 'symlink' && b.kind === 'symlink') return a.target === b.target
  return a.kind === b.kind
}
