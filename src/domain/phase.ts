/** In the order they run. */
export const phases = ['survey', 'prepare', 'dependencies', 'code', 'validate', 'finish'] as const
export type Phase = (typeof phases)[number]
