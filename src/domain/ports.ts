import type {Captured, Command} from './command.ts'
import type {FileState} from './file-state.ts'
import type {Problem} from './problem.ts'

/** The user's repository. Paths are relative with forward slashes; none can leave the root, not through a symlink either. */
export interface Tree {
  readonly root: string
  /** What git tracks plus untracked files it doesn't ignore; without git, everything but build output. Sorted. */
  list(): Promise<readonly string[]>
  state(path: string): Promise<FileState>
  /**
   * The file that a path means: itself, whether it is there or not, or where it is a link the file in the repository that it
   * leads to. Undefined for a link that leads out of the repository, or to nothing that is a file.
   */
  follow(path: string): Promise<string | undefined>
  /** How many names (hard links) the file has; 1 when there is no such file. */
  names(path: string): Promise<number>
  /** Undefined when there is no such file. A link is followed as `follow` says. */
  read(path: string): Promise<Uint8Array | undefined>
  /** For a file of anyone and of any size: asks for the size first, one that may not be read is an answer, no link is followed. */
  readUpTo(path: string, maxBytes: number): Promise<BoundedRead>
  /** As `read`, UTF-8 text with BOM kept; undefined also when it isn't UTF-8. */
  readText(path: string): Promise<string | undefined>
  /** Writes elsewhere, fsync, rename; `mode` undefined keeps the present one (0644 for a new file). A link is replaced. */
  write(path: string, bytes: Uint8Array, mode?: number): Promise<void>
  writeLink(path: string, target: string): Promise<void>
  /** Makes sure that what stands there, whoever wrote it, is there after a power cut too (fsync). */
  settle(path: string): Promise<void>
  /** Removing what isn't there is fine. */
  remove(path: string): Promise<void>
}

/** What there was to read; `absent` is also a link, a folder or a pipe. */
export type BoundedRead =
  | {readonly kind: 'read'; readonly bytes: Uint8Array}
  | {readonly kind: 'too-large'; readonly sizeBytes: number}
  | {readonly kind: 'unreadable'}
  | {readonly kind: 'absent'}

/** A folder of the wizard's own, outside every repository; only texts of its own making are in it. */
export interface ScratchFolder {
  /** Absolute. */
  readonly root: string
  /** Creates the folders above as well. Paths are relative and can't leave the folder. */
  write(path: string, text: string): Promise<void>
  /** Undefined when there is no such file. */
  read(path: string): Promise<string | undefined>
  /** With everything in it. */
  remove(): Promise<void>
}

/** Identity of a process that survives pid reuse and reboots. `startTime` is in the system's own units. */
export type ProcessId = {readonly pid: number; readonly startTime: string; readonly bootId: string}

export type Started = {
  readonly process: ProcessId
  /** Resolves when the process has ended; code is null when a signal ended it. */
  readonly ended: Promise<{readonly code: number | null; readonly signal: string | null}>
  /** INT, then TERM, then KILL to the whole process group, paused or not. */
  cancel(): Promise<void>
  /** The whole process group stands still until it is resumed or cancelled. */
  pause(): void
  resume(): void
}

export interface Programs {
  /** Own process group, output into the two files by descriptor, `marker` in its environment. */
  start(
    command: Command,
    log: {readonly out: string; readonly err: string; readonly marker: string},
  ): Promise<Started | {readonly notFound: string}>
  /** For short questions. stdin is closed; output is capped at 64 MiB. The signal ends it, which is a failure. */
  capture(command: Command, timeoutMs?: number, signal?: AbortSignal): Promise<Captured>
  isAlive(process: ProcessId): Promise<boolean>
  /** Processes still running that were started under this marker, by an earlier wizard too. */
  survivors(marker: string): Promise<readonly ProcessId[]>
  /** Resolves when the process is gone; for processes of an earlier wizard, which can't be waited for. */
  whenGone(process: ProcessId): Promise<void>
  /** Milliseconds of the processor that its group's processes took until now; undefined where that can't be told. */
  cpuMs(process: ProcessId): Promise<number | undefined>
  /** How many programs the system ended for want of memory since it started; undefined where it doesn't count them. */
  oomKills(): Promise<number | undefined>
  /** Signals the process's group, as `Started.cancel` does. */
  cancel(process: ProcessId): Promise<void>
  /** The same for `Started.pause` and `Started.resume`; nothing for a process that is gone. */
  pause(process: ProcessId): Promise<void>
  resume(process: ProcessId): Promise<void>
  self(): Promise<ProcessId>
}

export interface Clock {
  now(): Date
  /** Never goes backwards. */
  monotonicMs(): number
}

/** A file system that a path stands on: two paths with one `device` share its room. */
export type Mount = {readonly device: string; readonly sizeBytes: number; readonly freeBytes: number}

export interface Disk {
  /** Bytes this user has left where the path stands. */
  free(path: string): Promise<number>
  /** The file system of an absolute path; of the nearest folder above that is there, when the path itself isn't. */
  mount(path: string): Promise<Mount>
}

/** Files of this machine outside the repository, such as those of cargo's home and of toolchains. Read only; paths are absolute. */
export interface MachineFiles {
  /** The whole file; undefined when there is no such file, it can't be read, or it is larger than `maxBytes` (16 MiB). */
  read(path: string, maxBytes?: number): Promise<Uint8Array | undefined>
  /** `read` as UTF-8; undefined when it isn't. */
  readText(path: string, maxBytes?: number): Promise<string | undefined>
  /** The names in a folder, sorted; none when there is no such folder or it can't be read. */
  list(folder: string): Promise<readonly string[]>
  /** Bytes of a file; undefined when there is no such file, or it can't be told. */
  size(path: string): Promise<number | undefined>
  /** When a file or folder was last written, as an ISO time; undefined when there is none or it can't be told. */
  modifiedAt(path: string): Promise<string | undefined>
  /** The program as a command would be found on this search path; undefined when nothing of that name can be run. */
  findProgram(name: string, folders: readonly string[]): Promise<string | undefined>
}

/** An append-only file, durable after each call. */
export interface AppendFile {
  /** The whole file; undefined when there is none. */
  read(): Promise<Uint8Array | undefined>
  /** The bytes from `start` up to `end`, as far as the file has them. */
  readPart(start: number, end: number): Uint8Array
  append(bytes: Uint8Array): Promise<void>
  /** Cuts a torn end off. */
  truncate(sizeBytes: number): Promise<void>
}

export interface Codec {
  /** Of the parts, one after the other. Lower-case hex. */
  sha256(...parts: readonly Uint8Array[]): string
  gzipBase64(bytes: Uint8Array): string
  /** Throws when the text isn't gzip or unpacks to more than `maxBytes`. */
  gunzipBase64(text: string, maxBytes: number): Uint8Array
}

/** The terminal as the full screen needs it. */
export interface Terminal {
  /** What Ink reads keys from. */
  readonly input: NodeJS.ReadStream
  /** What Ink writes frames to: whole frames go in, only what differs goes to the terminal. */
  readonly output: NodeJS.WriteStream
  size(): {readonly columns: number; readonly rows: number}
  /** The returned function takes the listener off. */
  onResize(listener: () => void): () => void
  /** Takes the alternate screen; from here on every way out gives it back. */
  enter(): void
  /** Gives the screen back and prints the lines on the normal one. Synchronous; a second call does nothing. */
  leave(summary?: readonly string[]): void
  repaint(): void
  /** What Ctrl-Z means: the shell has the terminal until the job is continued. */
  suspend(): void
  /** Gives the screen back while another program has the terminal, and takes it again. Synchronous. */
  lend<Answer>(use: () => Answer): Answer
  /** Puts a text into the clipboard; why it can't be put there, in a few words. */
  copy(text: string): string | undefined
  /** Marks the window where the terminal or tmux shows that. */
  ring(): void
}

/** Lines from standard input: typed one at a time into a terminal, or written beforehand into a pipe or a file. */
export interface LineInput {
  /**
   * Lets a moment pass and forgets what is typed until it is over: nobody means a question that can't have been read yet. A
   * pipe's lines are answers given in advance: nothing of them is forgotten, and no time passes.
   */
  settle(): Promise<void>
  /** The next line without its end; undefined when the input has ended, or was closed. */
  next(): Promise<string | undefined>
  /** Ends whoever waits for a line, and lets go of the input. */
  close(): void
}

/** One end of a conversation in lines, between two wizards of one machine. */
export interface Wire {
  /**
   * Sends a line, given without its end. False: more than 256 KiB wait to be read by the other side; what is sent meanwhile
   * waits as well.
   */
  send(line: string): boolean
  /** Each line that comes, without its end, as UTF-8. */
  onLine(hear: (line: string) => void): void
  /** Everything that was sent is on its way. */
  onDrained(run: () => void): void
  /** Once, when it is over; `why` where the other side broke a rule of the wire (a line too long, too many of them). */
  onClosed(run: (why?: string) => void): void
  close(): void
}

export type LogSource = 'out' | 'err'

/** What is new in one of the two files: some of its bytes. They are overwritten when the call that brings them is over. */
export type LogChunk = {readonly source: LogSource; readonly start: number; readonly bytes: Uint8Array}

export type LogFiles = {readonly out: string; readonly err: string}

/** Follows the growing output of a command, and reads in it. */
export interface LogTailer {
  /** Reports what is in the files and what is added to them. The returned function reads once more to the end, then stops. */
  follow(files: LogFiles, onChunk: (chunk: LogChunk) => void): () => Promise<void>
  /** The bytes from `start` up to `end`, as far as the file has them; none when there is no such file. */
  read(file: string, start: number, end: number): Promise<Uint8Array>
}

/** One version of a crate as its registry tells it. */
export type PublishedVersion = {
  readonly version: string
  /** Its `rust-version`; undefined when it states none. */
  readonly rust?: string
  readonly isYanked: boolean
  /** ISO time; undefined where the registry doesn't say. */
  readonly publishedAt?: string
  /** Feature name → what it turns on. */
  readonly features: Readonly<Record<string, readonly string[]>>
  /** What it asks for, renames resolved. */
  readonly dependencies: readonly {
    readonly crate: string
    readonly requirement: string
    readonly kind: 'normal' | 'build' | 'dev'
    readonly isOptional: boolean
  }[]
}

/** Where cargo takes crates from in a repository, every `replace-with` followed. */
export type CrateSource =
  | {
      /** `sparse` asks for one crate at a time, `git` clones the whole index. */
      readonly kind: 'sparse' | 'git'
      /** As cargo's configuration calls it; `crates-io` unless something else is configured. */
      readonly name: string
      /** Of the index; undefined for crates.io itself, whose address cargo knows. */
      readonly url?: string
    }
  | {
      readonly kind: 'local-registry' | 'directory'
      readonly name: string
      /** Absolute. */
      readonly folder: string
    }

/** Cargo's own hold-back of fresh releases: it passes over what was published less than this long ago. */
export type MinimumAge = {
  readonly ms: number
  /** As it is written: `14 days`. */
  readonly text: string
  /** The configuration file or environment variable that says so. */
  readonly statedIn: string
}

/** What cargo's configured source of crates publishes: a registry, a mirror of one, a local registry or a vendored folder. */
export interface Registry {
  /**
   * Brings what is known of these crates up to date, as cargo itself would; nothing is asked of the network when it is
   * offline, and nothing twice. Never throws for a registry that doesn't answer: `problem` says what is the matter and
   * what to do, and what was known before stays known.
   */
  refresh(crates: readonly string[]): Promise<{readonly problem?: Problem}>
  /** Every version, oldest first; undefined when nothing is known of the crate. Asks no network. */
  versions(crate: string): Promise<readonly PublishedVersion[] | undefined>
  /** When what is known of the crate was written down, as an ISO time; undefined when nothing is known. */
  knownSince(crate: string): Promise<string | undefined>
  /** Undefined when cargo's configuration leads nowhere; `refresh` says what is wrong with it. */
  source(): Promise<CrateSource | undefined>
  /**
   * Where the repository's own configuration decides which program cargo would run, to get at some registry or to know its
   * compiler: cargo isn't to be asked about all of its dependencies then. Undefined when it doesn't.
   */
  brought(): Promise<{readonly path: string; readonly key: string} | undefined>
  /** Undefined when cargo holds nothing back. */
  minimumAge(): Promise<MinimumAge | undefined>
}

/** Files that come with the program, beside its code. */
export interface PackedFiles {
  /** The unpacked bytes of a file by its name; throws when the program was packed without it. */
  read(name: string): Promise<Uint8Array<ArrayBuffer>>
}
