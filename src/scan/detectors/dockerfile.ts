import {Arg, Copy, DockerfileParser, Env, From, type Instruction, type Property} from 'dockerfile-ast'
import type {Finding} from '../../domain/finding.ts'
import {blankDockerComments} from '../../editors/parse-dockerfile.ts'
import {imageStatement} from '../image-name.ts'
import {isRustKey, nameStatement, rustKind, rustNameOf} from '../rust-name.ts'
import {shellStatements} from '../shell-text.ts'
import {
  type DetectorContext,
  type Fault,
  findingsOf,
  NotParsedError,
  type SourceFile,
  type Statement,
} from '../source-file.ts'
import {wasmTargets} from '../wasm-targets.ts'

type Range = ReturnType<Instruction['getRange']>

/** Dockerfiles: base images of Rust, build arguments and variables that hold a version, commands of RUN. */
export function detectDockerfile(file: SourceFile, ctx: DetectorContext): readonly Finding[] {
  const text = blankDockerComments(file.text)
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map(({index, 0: found}) => index + found.length)]
  const spanned = (range: Range): Spanned => {
    const [start, end] = [range.start, range.end].map(({line, character}) => (starts[line] ?? 0) + character)
    return {start: start ?? 0, text: text.slice(start, end)}
  }
  const instructions = DockerfileParser.parse(text).getInstructions()
  const statements = instructions.flatMap(instruction => instructionStatements(instruction, spanned, ctx))
  const findings = findingsOf(file, 'dockerfile', statements)
  const unknown = instructions.find(instruction => !keywords.has(instruction.getKeyword()))
  if (unknown !== undefined) throw new NotParsedError(faultOf(unknown), findings)
  return findings
}

/** The parser takes any first word for an instruction; Docker doesn't. */
function faultOf(instruction: Instruction): Fault {
  const {line, character} = instruction.getRange().start
  const message = `there is no instruction ${instruction.getInstruction().slice(0, 20)}`
  return {format: 'Dockerfile', message, line: line + 1, column: character + 1}
}

const keywords = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  ),
)

type Spanned = {readonly start: number; readonly text: string}

function instructionStatements(
  instruction: Instruction,
  spanned: (range: Range) => Spanned,
  ctx: DetectorContext,
): readonly Statement[] {
  if (instruction instanceof From) {
    const range = instruction.getImageRange()
    const image = range === null ? undefined : spanned(range)
    const statement = image && imageStatement(image.text, image.start)
    return statement === undefined ? [] : [statement]
  }
  const properties = propertiesOf(instruction)
  const whole = spanned(instruction.getRange())
  if (properties.length > 0) {
    const stated = properties.flatMap(property => propertyStatements(property, spanned))
    return [...stated, ...wasmTargets(whole.text, whole.start)]
  }
  if (instruction.getKeyword() === 'RUN') return shellStatements(whole.text, whole.start, ctx.isFamily)
  return [...(instruction instanceof Copy ? copySources(whole) : []), ...wasmTargets(whole.text, whole.start)]
}

function propertiesOf(instruction: Instruction): readonly Property[] {
  if (instruction instanceof Env) return instruction.getProperties()
  const property = instruction instanceof Arg ? instruction.getProperty() : null
  return property === null ? [] : [property]
}

function propertyStatements(property: Property, spanned: (range: Range) => Spanned): readonly Statement[] {
  const range = property.getValueRange()
  if (range === null) return []
  const {start, text} = spanned(range)
  const quote = /^["']/.test(text) ? 1 : 0
  const image = imageStatement(text.slice(quote), start + quote)
  if (image !== undefined) return [image]
  const name = isRustKey(property.getName()) ? rustNameOf(text) : undefined
  if (name === undefined) return []
  return [nameStatement(name, start, rustKind(property.getName()), `variable ${property.getName()}`)]
}

/** `COPY --from=rust:1.75 …` takes files out of an image. */
function copySources({start, text}: Spanned): readonly Statement[] {
  const match = /--from=(\S+)/.exec(text)
  const statement = match && imageStatement(match[1] ?? '', start + match.index + '--from='.length)
  return statement ? [statement] : []
}
