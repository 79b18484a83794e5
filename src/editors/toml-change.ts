import type {TomlPath} from './toml-tree.ts'

/** A change to the structure of a TOML file. `value` is TOML; `to` and `item` are the text of a string. */
export type TomlChange =
  /** Another text for a string. */
  | {readonly do: 'set'; readonly at: TomlPath; readonly to: string}
  /** Another value, whatever stands there now. */
  | {readonly do: 'replace'; readonly at: TomlPath; readonly value: string}
  | {readonly do: 'add-item'; readonly at: TomlPath; readonly item: string}
  /** The last key of the path is the item's index. */
  | {readonly do: 'remove-item'; readonly at: TomlPath}
  /** `at` is the table. */
  | {readonly do: 'add-key'; readonly at: TomlPath; readonly key: string; readonly value: string}
  | {readonly do: 'remove-key'; readonly at: TomlPath}
  /** Another key with another value in the place of this one. */
  | {readonly do: 'replace-key'; readonly at: TomlPath; readonly key: string; readonly value: string}
