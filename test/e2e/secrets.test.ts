import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'
import {expect, test} from 'vitest'
import {commitAll, runProgram} from '../support/fixture-run.ts'
import {temporaryFolder} from '../support/temporary-folder.ts'
import {writeFiles} from '../support/temporary-repository.ts'

const manifest = '[package]\nname = "host"\nversion = "0.1.0"\nedition = "2021"\nrust-version = "1.75"\n'
/** Prints its whole environment in every way a build has: to both outputs, as a warning, and in what makes it fail. */
const buildScript = `fn main() {
    let all: Vec<String> = std::env::vars().map(|(name, value)| format!("{name}={value}")).collect();
    println!("cargo:warning={}", all.join(" "));
    eprintln!("{}", all.join("\\n"));
    println!("{:?}", all);
    panic!("{}", all.join(" "));
}
`
const secrets = {
  DEPLOY_TOKEN: 'hidden-one-4711',
  DB_PASSWORD: 'hidden"two 4711',
  CARGO_REGISTRIES_CORP_TOKEN: 'hidden-three-4711',
  HTTPS_PROXY: 'http://ada:hidden-four-4711@127.0.0.1:9',
}

test.each(['plain', 'json'])(
  'what a build prints of its secrets reaches no output, log, state file or report (%s)',
  async ui => {
    const root = temporaryFolder()
    writeFiles(root, {'Cargo.toml': manifest, 'src/lib.rs': '', 'build.rs': buildScript})
    await commitAll(root)

    const ran = await runProgram(
      [
        'run',
        '--yes',
        '--rust',
        '1.86',
        '--offline',
        '--ui',
        ui,
        '--skip',
        'install-toolchain',
        '--on-failure',
        'stop',
      ],
      {cwd: root, env: secrets},
    )
    const told = await runProgram(['report'], {cwd: root, env: secrets})

    const texts = [ran.stdout, ran.stderr, told.stdout, ...filesBelow(path.join(root, '.upgrade-wizard'))]
    expect(texts.some(text => text.includes('DEPLOY_TOKEN=***'))).toBe(true)
    for (const secret of Object.values(secrets).map(value => /hidden\W(one|two|three|four)/.exec(value)?.[0] ?? ''))
      expect(texts.filter(text => text.includes(secret) || text.includes(JSON.stringify(secret).slice(1, -1)))).toEqual(
        [],
      )
  },
)

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile())
    .map(({parentPath, name}) => readFileSync(path.join(parentPath, name), 'utf8'))
}
