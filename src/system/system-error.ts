/** Whether Node threw one of these system errors (`ENOENT`, `EACCES`, …). */
export function isSystemError(error: unknown, ...codes: readonly string[]): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code)
}

/** What `act` gives. Node names no file where it writes or reads by descriptor: a refusal of the system gets this one. */
export async function withPath<Result>(file: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act()
  } catch (error) {
    if (isRefusal(error)) error.path ??= file
    throw error
  }
}

function isRefusal(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}
