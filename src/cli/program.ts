import {Command, Option} from 'commander'
import {extraMeasures} from '../domain/extra-measure.ts'
import type {Environment} from './environment.ts'
import {exitCodeHelp} from './exit-codes.ts'
import {
  branchOption,
  existingText,
  hashOption,
  majorsOption,
  minutesOption,
  namesOption,
  pairOption,
  personOption,
  sizeOption,
} from './option-values.ts'
import {
  bisectOptionsOf,
  planOptionsOf,
  type RawBisect,
  type RawJoin,
  type RawPlan,
  type RawReport,
  type RawRun,
  type RawUndo,
  runOptionsOf,
} from './raw-options.ts'
import type {ReportOptions} from './report/report.ts'

/** What was asked for, ready to be done. Each command is loaded only when it is the one. */
export type Action = (env: Environment) => Promise<number>

/** The command line as a program of commander's; `choose` hears which action was asked for. */
export function createProgram(version: string, choose: (action: Action) => void): Command {
  const program = new Command('upgrade-wizard')
    .description(
      'Takes a Cargo repository from the Rust and wasmtime it has to the ones it should have, one reversible step at a time.',
    )
    .version(version, '-V, --version')
    .option('--no-color', 'the same as --color never')
    .addOption(new Option('--color <when>', 'colours').choices(['auto', 'always', 'never']).default('auto'))
    .option('--ascii', 'only ASCII characters; the default where the locale is not UTF-8')
    .option('--verbose', 'say more when something goes wrong')
    .addHelpText(
      'after',
      '\nOptions of a command: upgrade-wizard run --help\nAt work on a throwaway copy: upgrade-wizard demo',
    )
    .addHelpText('afterAll', `\n${exitCodeHelp}`)
    .configureHelp({showGlobalOptions: true})
    .showHelpAfterError('(upgrade-wizard --help shows what there is)')
    .exitOverride()

  runOptions(
    planOptions(
      program.command('run', {isDefault: true}).description('the wizard; goes on with a session if there is one'),
    ),
  )
    .allowExcessArguments()
    .action((options: RawRun, command: Command) => {
      const [unknown] = command.args
      if (unknown !== undefined) refuseCommand(program, unknown)
      requirePair(options, command)
      choose(async env => (await import('./run.ts')).run(env, runOptionsOf(options)))
    })
  planOptions(program.command('plan').description('what would be done and why; writes nothing'))
    .option('--diff', 'every edit as a unified diff')
    .option('--json', 'one JSON document (schema upgrade-wizard/plan/1)')
    .action((options: RawPlan & {diff?: true; json?: true}) =>
      choose(async env =>
        (await import('./plan.ts')).plan(env, {
          ...planOptionsOf(options),
          diff: options.diff === true,
          json: options.json === true,
        }),
      ),
    )
  wasmtimeOption(repoOption(program.command('tree').description('who brings which wasmtime, and what holds it')))
    .option('--offline', 'cargo may not use the network')
    .option('--json', 'one JSON document (schema upgrade-wizard/tree/1)')
    .action((options: {repo?: string; wasmtime?: string; offline?: true; json?: true}) =>
      choose(async env =>
        (await import('./tree.ts')).tree(env, {
          ...options,
          offline: options.offline === true,
          json: options.json === true,
        }),
      ),
    )
  repoOption(targetOptions(program.command('doctor').description('what this machine has and what the upgrade needs')))
    .option('--offline', 'cargo may not use the network')
    .option('--json', 'one JSON document (schema upgrade-wizard/doctor/1)')
    .action((options: RawPlan & {json?: true}) =>
      choose(async env =>
        (await import('./doctor.ts')).doctor(env, {...planOptionsOf(options), json: options.json === true}),
      ),
    )
  repoOption(program.command('status').description('where the session stands; writes nothing'))
    .option('--json', 'one JSON document (schema upgrade-wizard/status/1)')
    .action((options: {repo?: string; json?: true}) =>
      choose(async env => (await import('./status.ts')).status(env, {...options, json: options.json === true})),
    )
  repoOption(program.command('undo').description('put the files of steps back, proven by hash'))
    .argument('[step|phase...]', 'ids of steps, as status --json names them, or phases')
    .option('--all', 'every step')
    .addOption(
      new Option('--only <part>', 'one of the two, the other stays where it can').choices(['rust', 'wasmtime']),
    )
    .option('--dry-run', 'only show what each file would become')
    .addOption(
      new Option('--edited <what>', 'files edited by hand where a step had written').choices([
        'keep',
        'restore',
        'merge',
      ]),
    )
    .option('--remove-toolchains', 'remove what was installed for the upgrade and nothing else uses')
    .option('--allow-session <id>', allowSessionHelp)
    .action((names: string[], {all, dryRun, removeToolchains, ...options}: RawUndo) =>
      choose(async env =>
        (await import('./undo/undo.ts')).undo(env, {
          ...options,
          names,
          all: all === true,
          dryRun: dryRun === true,
          removeToolchains: removeToolchains === true,
        }),
      ),
    )
  repoOption(program.command('report').description('the report of the session as it stands'))
    .addOption(
      new Option('--format <format>', 'what to write').choices([
        'markdown',
        'json',
        'html',
        'commit',
        'changelog',
        'migration',
      ]),
    )
    .option('--json', 'the same as --format json')
    .option('--out <file>', 'write it there instead of printing it')
    .option('--merge <file...>', 'one report from the JSON reports of several jobs; needs no repository')
    .action((options: RawReport) => {
      const {merge, format, json, ...rest} = options
      const asked = json === true ? 'json' : format
      const wanted: ReportOptions = {...rest, ...(asked === undefined ? {} : {format: asked})}
      choose(async env =>
        merge === undefined
          ? (await import('./report/report.ts')).report(env, wanted)
          : (await import('./report/merge.ts')).mergeReportFiles(env, {...wanted, merge}),
      )
    })
  bisectCommand(program, choose)
  joinCommand(program, choose)
  runOptions(targetOptions(program.command('demo').description('the wizard on a throwaway copy of a fixture, offline')))
    .option('--case <name>', 'which fixture', 'photondrift-issue')
    .option('--list', 'the fixtures there are')
    .option('--keep', 'no later demo cleans the copy up')
    .action((options: RawRun & {case: string; list?: true; keep?: true}, command: Command) => {
      requirePair(options, command)
      choose(async env =>
        (await import('./demo.ts')).demo(env, {
          ...runOptionsOf(options),
          case: options.case,
          list: options.list === true,
          keep: options.keep === true,
        }),
      )
    })
  return program
}

function bisectCommand(program: Command, choose: (action: Action) => void): void {
  const command = program.command('bisect').description('the newest wasmtime that passes, and what breaks the next one')
  wasmtimeOption(repoOption(command))
    .addOption(new Option('--until <what>', 'how far each try goes').choices(['build', 'tests']).default('tests'))
    .option('--good <major...>', 'known to pass', majorsOption)
    .option('--bad <major...>', 'known to fail', majorsOption)
    .option('--skip <major...>', 'not to be tried', majorsOption)
    .option('--offline', 'cargo may not use the network')
    .option('--least-free <size>', leastFreeHelp, sizeOption)
    .option('--dry-run', 'only show the majors, and how many tries it takes')
    .option('--reset', 'forget what was found, and remove what was built')
    .option('--steps', 'try what breaks once more, and say which of its steps does')
    .option('--keep', 'the build folder of the tries stays')
    .option('--json', 'one JSON document (schema upgrade-wizard/bisect/1)')
    .action((options: RawBisect) =>
      choose(async env => (await import('./bisect/bisect.ts')).bisect(env, bisectOptionsOf(options))),
    )
}

function joinCommand(program: Command, choose: (action: Action) => void): void {
  repoOption(program.command('join').description('take part in the wizard that runs here, from another terminal'))
    .option('--as <person>', 'who joins, "Name <mail>"; whoever git says commits here when not given', personOption)
    .addOption(
      new Option('--role <role>', 'read; suggest, agree and note; or ask for the wheel at once')
        .choices(['viewer', 'navigator', 'driver'])
        .default('navigator'),
    )
    .option('--plain', 'lines instead of a screen, to watch')
    .option('--send <words...>', 'one of: say TEXT, note TEXT, answer OPTION, approve, ask, status; then leave')
    .option('--at <socket>', 'a place that somebody else shares (run --share); the token is in UPGRADE_WIZARD_TOKEN')
    .action(({plain, ...options}: RawJoin) =>
      choose(async env => (await import('./pairing/join.ts')).join(env, {...options, plain: plain === true})),
    )
}

/** A turn is of one among several. */
function requirePair({pair, mob}: RawRun, command: Command): void {
  if (mob !== undefined && pair === undefined)
    command.error(
      'error: --mob needs --pair, which says who takes turns: --pair "Name <mail>", or --pair alone to be asked',
    )
}

/** Commander itself would take the name for an argument of the default command; alone it says what was meant. */
function refuseCommand(program: Command, name: string): void {
  const names = program.commands.map(command => command.name())
  if (names.includes(name)) program.error(`error: the command comes first: upgrade-wizard ${name} …`)
  const strict = new Command().copyInheritedSettings(program)
  for (const known of names) strict.command(known)
  strict.parse([name], {from: 'user'})
}

function repoOption(command: Command): Command {
  return command.option('--repo <dir>', 'a folder at or below the repository’s root', existingText)
}

function wasmtimeOption(command: Command): Command {
  return command.option('--wasmtime <version>', 'a version, the start of one, latest or lts')
}

function targetOptions(command: Command): Command {
  return wasmtimeOption(command)
    .option('--rust <version>', 'a version, minimum or installed')
    .addOption(
      new Option('--on-purpose <what>', 'Rust versions that look different on purpose').choices(['keep', 'raise']),
    )
    .addOption(new Option('--edition <edition>', 'move to this edition as well').choices(['2024']))
    .addOption(
      new Option('--matrix <what>', 'the new Rust instead of the old, or both for a while').choices(['raise', 'both']),
    )
    .option('--fix', 'take what the compiler suggests for its warnings as well')
}

function planOptions(command: Command): Command {
  return targetOptions(repoOption(command))
    .option('--only <step|phase...>', 'only these steps or phases')
    .option('--skip <step|phase...>', 'not these steps or phases')
    .option('--feature-set <id...>', 'compile only these sets of features, as plan --json names them')
    .addOption(new Option('--measure <what...>', 'measure this too, though it takes long').choices([...extraMeasures]))
    .option(
      '--validate <names>',
      'these checks of the repository judge it too: all, none or names with commas',
      namesOption,
    )
    .option('--offline', 'cargo may not use the network')
    .option('--no-resolve', 'do not ask cargo which packages, and which Rust, come with the target')
}

function runOptions(command: Command): Command {
  return command
    .option('--yes', 'accept a gate when its step verified; undo the step, or keep what it mended, and stop when not')
    .addOption(
      new Option('--on-failure <what>', 'what a failed step means; auto undoes it, but keeps what was mended')
        .choices(['auto', 'stop', 'undo', 'continue'])
        .default('auto'),
    )
    .addOption(new Option('--ui <ui>', 'how it is shown').choices(['auto', 'tui', 'plain', 'json']).default('auto'))
    .addOption(
      new Option('--screen-reader', 'plain lines and numbered questions, nothing drawn').conflicts(['ui', 'yes']),
    )
    .option('--least-free <size>', leastFreeHelp, sizeOption)
    .option('--branch <name>', 'make this branch first, from HEAD, and switch to it', branchOption)
    .option('--commit-steps', 'one commit per accepted step, with the files it wrote; hooks run')
    .addOption(
      new Option('--pair [person]', 'somebody who takes part, "Name <mail>"; again for more; alone: asked at the start')
        .preset('')
        .argParser(pairOption),
    )
    .option('--mob <minutes>', 'with --pair: how long a turn at the wheel is', minutesOption)
    .option('--share', 'other users of this machine may join, each with a token that is shown once')
    .option('--fresh', 'start a new session; the old state file is kept aside')
    .option('--allow-commands <sha256>', 'the repository’s own commands may run, if this is their hash', hashOption)
    .option('--allow-session <id>', allowSessionHelp)
}

const leastFreeHelp = 'pause a command when a disk has less room left, such as 2GB; 0 for never'
const allowSessionHelp = 'this session may be gone on with, or undone, though it was not started here'
