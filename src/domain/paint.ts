/** How text is made bold or coloured; every function gives the text itself back where there is no colour. */
export type Paint = Readonly<Record<'bold' | 'dim' | 'green' | 'yellow' | 'red' | 'cyan', (text: string) => string>>

export const plainPaint: Paint = {
  bold: text => text,
  dim: text => text,
  green: text => text,
  yellow: text => text,
  red: text => text,
  cyan: text => text,
}
