/** The folder above an absolute path; `/` is above itself. */
export function folderOf(path: string): string {
  const end = path.lastIndexOf('/')
  return end <= 0 ? '/' : path.slice(0, end)
}

/** The folder itself and every folder above it, nearest first. */
export function foldersUpward(folder: string): readonly string[] {
  return folder === '/' ? ['/'] : [folder, ...foldersUpward(folderOf(folder))]
}

/** `path` as it is when absolute, else below `folder`; `.` and `..` are resolved without asking the disk. */
export function absolutePath(folder: string, path: string): string {
  const parts: string[] = []
  for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}

/** Whether an absolute path is the folder or in it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`)
}
