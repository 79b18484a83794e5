import * as z from 'zod'
import {phases} from './phase.ts'
import {targetSchema} from './target.ts'

/** One step as data. What it does is decided by its kind; the plan can't carry commands or paths. */
export const stepPlanSchema = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
  kind: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
  phase: z.enum(phases),
  title: z.string().max(200),
  why: z.string().max(2000),
  risk: z.enum(['none', 'low', 'medium', 'high']),
  /** Ids of steps that must be accepted (or not needed) before; undoing one of them undoes this one too. */
  needs: z.array(z.string()),
  /** Ids of steps that may be skipped, but not undone without this one: it proves what they made of the tree. */
  follows: z.array(z.string()).optional(),
})
export type StepPlan = z.infer<typeof stepPlanSchema>

export const planSchema = z.object({
  target: targetSchema,
  steps: z.array(stepPlanSchema).max(500),
  /** Ids of steps that belong to the way and were not wanted; absent when it is whole. */
  leftOut: z.array(z.string()).max(500).optional(),
})
export type Plan = z.infer<typeof planSchema>
