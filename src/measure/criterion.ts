import * as z from 'zod'
import type {Reading} from '../domain/measurement.ts'

/**
 * What criterion wrote about one benchmark, from the texts of its `benchmark.json` and `estimates.json`: the time of one iteration
 * in ns, as criterion itself reports it (the slope; where it sampled flatly, the mean), with the ends of its confidence interval.
 * Undefined when they aren't what criterion writes. One reading is one run of the benchmark, however many samples it took.
 */
export function readCriterion(benchmark: string, estimates: string): Reading | undefined {
  const name = parsed(benchmarkSchema, benchmark)?.full_id
  const found = parsed(estimatesSchema, estimates)
  const typical = found?.slope ?? found?.mean
  if (name === undefined || typical === undefined) return undefined
  const {lower_bound: low, upper_bound: high} = typical.confidence_interval
  return {kind: 'bench', name, unit: 'ns', value: typical.point_estimate, low, high, runs: 1}
}

function parsed<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

const time = z.number().nonnegative()
const estimateSchema = z.object({
  point_estimate: time,
  confidence_interval: z.object({lower_bound: z.number(), upper_bound: z.number()}),
})
const benchmarkSchema = z.object({full_id: z.string().min(1).max(200)})
const estimatesSchema = z.object({mean: estimateSchema, slope: estimateSchema.nullish()})
