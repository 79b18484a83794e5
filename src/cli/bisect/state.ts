import {randomUUID} from 'node:crypto'
import {rm} from 'node:fs/promises'
import {type Bisection, parseBisection} from '../../bisect/bisection.ts'
import {writeDurably} from '../../system/durable-write.ts'
import {openAgreements} from '../choose/agreements.ts'
import type {Environment} from '../environment.ts'
import {sessionFiles} from '../session/session-files.ts'

/** What a search is about: one that was begun for something else isn't gone on with. */
export type Subject = Pick<Bisection, 'head' | 'to' | 'reach' | 'from' | 'candidates'>

/**
 * The search that was begun here for the same commit, major and reach, with its own candidates: a release that came out since
 * doesn't change what was found. `other` when one is there that doesn't fit, or that nobody began here.
 */
export async function findBisection(
  env: Environment,
  root: string,
  {head, to, reach}: Subject,
): Promise<Bisection | 'none' | 'other'> {
  const text = await env.files.readText(sessionFiles(root).bisection)
  if (text === undefined) return 'none'
  const kept = parseBisection(text)
  if (kept === undefined || kept.head !== head || kept.to !== to || kept.reach !== reach) return 'other'
  return (await openAgreements(env, root).has('bisection', kept.id)) ? kept : 'other'
}

/** A search in which nothing is known yet, and that is known here as begun here. */
export async function newBisection(env: Environment, root: string, subject: Subject): Promise<Bisection> {
  const id = randomUUID().slice(0, 8)
  await openAgreements(env, root).remember('bisection', id)
  return {
    schema: 'upgrade-wizard/bisection/1',
    id,
    tool: env.version,
    startedAt: env.clock.now().toISOString(),
    ...subject,
    findings: [],
  }
}

/** On disk when it resolves, whole whenever the power goes. */
export async function keepBisection(root: string, bisection: Bisection): Promise<void> {
  const {bisection: file, scratch} = sessionFiles(root)
  await writeDurably(file, new TextEncoder().encode(`${JSON.stringify(bisection, null, 2)}\n`), {scratch})
}

/** Forgets what was found. */
export async function forgetBisection(root: string): Promise<void> {
  await rm(sessionFiles(root).bisection, {force: true})
}
