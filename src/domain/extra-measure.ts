/** What is measured only when somebody asks for it, because it takes long. */
export const extraMeasures = ['benches', 'cold', 'features', 'image', 'release'] as const
export type ExtraMeasure = (typeof extraMeasures)[number]
