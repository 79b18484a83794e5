/**
 * The severity that a CVSS 3 vector amounts to, in the words of its specification (base score, sections 5 and 7.1): `low`,
 * `medium`, `high`, `critical` or `none`. Undefined for other versions of it and for what isn't a vector.
 */
export function cvssSeverity(vector: string | null | undefined): string | undefined {
  const score = vector == null ? undefined : baseScore(vector)
  if (score === undefined) return undefined
  if (score === 0) return 'none'
  if (score < 4) return 'low'
  if (score < 7) return 'medium'
  return score < 9 ? 'high' : 'critical'
}

/** 0 to 10. */
function baseScore(vector: string): number | undefined {
  if (!/^CVSS:3\.[01]\/[\w:/]{1,100}$/.test(vector)) return undefined
  const metrics = Object.fromEntries(vector.split('/').map(part => part.split(':')))
  const isChanged = metrics.S === 'C'
  const values = Object.entries(weights).map(
    ([name, all]) => all[`${metrics[name]}${isChanged ? '*' : ''}`] ?? all[metrics[name] ?? ''],
  )
  const [attack, complexity, privileges, interaction, ...losses] = values
  const [c, i, a] = losses
  if (attack === undefined || complexity === undefined || privileges === undefined || interaction === undefined)
    return undefined
  if (c === undefined || i === undefined || a === undefined) return undefined
  const lost = 1 - (1 - c) * (1 - i) * (1 - a)
  const impact = isChanged ? 7.52 * (lost - 0.029) - 3.25 * (lost - 0.02) ** 15 : 6.42 * lost
  if (impact <= 0) return 0
  const exploitability = 8.22 * attack * complexity * privileges * interaction
  return roundedUp(Math.min((isChanged ? 1.08 : 1) * (impact + exploitability), 10))
}

/** To one decimal, upwards; by way of whole numbers, as the specification asks for. */
function roundedUp(score: number): number {
  return Math.ceil(Math.round(score * 100_000) / 10_000) / 10
}

/** `*` where the scope changes. */
const weights: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: {N: 0.85, A: 0.62, L: 0.55, P: 0.2},
  AC: {L: 0.77, H: 0.44},
  PR: {N: 0.85, L: 0.62, H: 0.27, 'L*': 0.68, 'H*': 0.5},
  UI: {N: 0.85, R: 0.62},
  C: {H: 0.56, L: 0.22, N: 0},
  I: {H: 0.56, L: 0.22, N: 0},
  A: {H: 0.56, L: 0.22, N: 0},
}
