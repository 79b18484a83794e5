import type {Paint} from '../domain/paint.ts'
import type {Clock, Disk, MachineFiles, Programs} from '../domain/ports.ts'

/** What the commands know of the world they run in; made once, in main. */
export type Environment = {
  readonly version: string
  /** Absolute. */
  readonly cwd: string
  readonly variables: Readonly<Record<string, string | undefined>>
  readonly isStdinTerminal: boolean
  readonly isStdoutTerminal: boolean
  readonly columns: number
  /** The result for people, to stdout. */
  readonly out: (text: string) => void
  /** The result for programs, to stdout: JSON, Markdown, a diff. Never put into ASCII; harmless on a terminal. */
  readonly data: (text: string) => void
  /** Progress and problems, to stderr, a line at a time. */
  readonly err: (line: string) => void
  /** A workflow command, to stderr; undefined where no workflow of GitHub's listens. Nothing in `err` can be one. */
  readonly command?: (line: string) => void
  /** Colours for stdout and stderr. */
  readonly paint: {readonly out: Paint; readonly err: Paint}
  /** Whether the full screen is coloured. */
  readonly hasColor: boolean
  /** Whether to show nothing beyond ASCII of our own. */
  readonly isAscii: boolean
  /** Ends the process at once, for the moments when nothing can be waited for. */
  readonly leave: (code: number) => never
  readonly programs: Programs
  readonly clock: Clock
  readonly disk: Disk
  readonly files: MachineFiles
  /** Absolute folder of the bundle, where the demo's fixtures are packed. */
  readonly bundleFolder: string
  /** Absolute. */
  readonly temporaryFolder: string
}
