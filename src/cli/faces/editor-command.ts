/** Where to open a file: 1-based; the path is absolute. */
export type EditorPlace = {readonly path: string; readonly line: number; readonly column: number}

/**
 * The command that opens a place in the person's own editor, as an argv list. `editor` is `$VISUAL` or `$EDITOR`: a program
 * with arguments of its own, split at spaces and quotes as a shell would, and no more than that. Undefined when it names no program.
 */
export function editorCommand(
  editor: string,
  {path, line, column}: EditorPlace,
): readonly [string, ...string[]] | undefined {
  const [program, ...own] = splitWords(editor)
  if (program === undefined) return undefined
  const name = (program.split(/[\\/]/).at(-1) ?? '').toLowerCase().replace(/\.(exe|cmd)$/, '')
  return [program, ...own, ...placeArguments(name, path, line, column)]
}

/** An editor that isn't known gets `+LINE`, which those of terminals have had since vi. */
function placeArguments(name: string, path: string, line: number, column: number): readonly string[] {
  const shape = Object.entries(shapes).find(([, names]) => names.includes(name))?.[0]
  switch (shape) {
    case 'goto':
      return ['--wait', '--goto', `${path}:${line}:${column}`]
    case 'suffix':
      return [`${path}:${line}:${column}`]
    case 'waitingSuffix':
      return ['--wait', `${path}:${line}:${column}`]
    case 'comma':
      return [`+${line},${column}`, path]
    case 'colon':
      return [`+${line}:${column}`, path]
    case 'cursor':
      return [`+call cursor(${line},${column})`, path]
    default:
      return [`+${line}`, path]
  }
}

/** Editors by how they are told a place. */
const shapes = {
  goto: ['code', 'code-insiders', 'codium', 'vscodium', 'cursor', 'windsurf'],
  suffix: ['hx', 'helix'],
  waitingSuffix: ['zed', 'zeditor', 'subl', 'sublime_text'],
  comma: ['nano', 'pico', 'rnano'],
  colon: ['emacs', 'emacsclient', 'micro', 'kak', 'kakoune'],
  cursor: ['vim', 'nvim', 'gvim'],
}

/** Words as a POSIX shell splits them: quotes hold them together, nothing in them is expanded. */
export function splitWords(text: string): readonly string[] {
  const words = text.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? []
  return words.map(word => word.replace(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single))
}
