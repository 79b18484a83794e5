import type {Command} from '../domain/command.ts'
import type {Problem} from '../domain/problem.ts'
import type {StepContext} from '../domain/step-kind.ts'
import {type ArtifactDeps, addReading, type Making} from './artifacts.ts'
import {commandFailed, succeeded} from './cargo.ts'

/**
 * Builds the image of the Dockerfile at the root and reads its size, where somebody asked for that and an engine answers. It is built
 * under a name of the wizard's own, which is taken away again: images of people's own stay.
 */
export async function measureImage(ctx: StepContext, deps: ArtifactDeps, making: Making): Promise<Problem | undefined> {
  if (!deps.measure.has('image')) return undefined
  const file = dockerfileIn(await ctx.tree.list())
  const engine = file === undefined ? undefined : await findEngine(ctx, deps)
  if (file === undefined || engine === undefined) {
    making.skipped.push(file === undefined ? noDockerfile : noEngine)
    return undefined
  }
  ctx.say('Building the image')
  const build = {
    ...engineCommand(deps, engine, 'build', '--file', file, '--tag', imageName, '.'),
    limitMs: longestBuild,
  }
  const built = await ctx.run(build)
  if (!succeeded(built)) {
    const problem = await commandFailed(ctx, build, built)
    if (problem.code !== 'command-failed' && problem.code !== 'timed-out') return problem
    making.failures.push({name: `image ${file}`, problem})
    return undefined
  }
  making.made.push(`image ${file}`)
  await readSize(ctx, deps, engine, making)
  await ctx.run(engineCommand(deps, engine, 'image', 'rm', imageName))
  return undefined
}

async function readSize(ctx: StepContext, deps: ArtifactDeps, engine: Engine, making: Making): Promise<void> {
  const asked = await ctx.run(engineCommand(deps, engine, 'image', 'inspect', '--format', '{{.Size}}', imageName))
  const size = succeeded(asked) ? Number((await ctx.readLog(asked.out)).trim() || Number.NaN) : Number.NaN
  if (Number.isSafeInteger(size)) {
    addReading(making, {kind: 'image-size', name: 'Dockerfile', unit: 'bytes', value: size, runs: 1})
  } else making.skipped.push({what: 'the image’s size', why: `${engine} built the image and doesn’t tell its size`})
}

type Engine = 'docker' | 'podman'

/** The first whose engine answers: a client without its service builds nothing. */
async function findEngine(ctx: StepContext, deps: ArtifactDeps): Promise<Engine | undefined> {
  for (const engine of ['docker', 'podman'] as const) {
    const answer = await ctx.run({...engineCommand(deps, engine, 'info'), limitMs: longestAnswer})
    if (succeeded(answer)) return engine
    if (answer.outcome.kind === 'cancelled') return undefined
  }
  return undefined
}

function engineCommand({cargo: {root}}: ArtifactDeps, engine: Engine, ...args: readonly string[]): Command {
  return {argv: [engine, ...args], cwd: root}
}

/** At the root: what another one needs around it, it doesn't say. */
function dockerfileIn(paths: readonly string[]): string | undefined {
  return ['Dockerfile', 'Containerfile'].find(name => paths.includes(name))
}

const imageName = 'upgrade-wizard-measured'
const longestBuild = 2 * 3600 * 1000
const longestAnswer = 20_000
const noDockerfile = {what: 'the image’s size', why: 'there is no Dockerfile at the root of the repository'}
const noEngine = {
  what: 'the image’s size',
  why: 'neither docker nor podman answers here. Start one, then retry the step; or leave out --measure image',
}
