/** Values as columns side by side, the largest full height; a zero is the lowest. */
export function columns(values: readonly number[]): string {
  const most = Math.max(...values, 0)
  return values.map(value => blocks[most === 0 ? 0 : Math.round((value / most) * (blocks.length - 1))] ?? '').join('')
}

const blocks = ['▁', '▂', '▃', '▅', '▇']
