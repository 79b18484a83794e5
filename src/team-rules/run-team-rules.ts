import {applyEdits, type Edit, positionOf} from '../domain/edit.ts'
import type {Tree} from '../domain/ports.ts'
import type {Problem} from '../domain/problem.ts'
import type {FileWrite} from '../domain/step-kind.ts'
import type {Survey} from '../domain/survey.ts'
import type {AstGrep, RuleMatch} from '../rust-source/ast-grep.ts'
import {readTexts} from '../scan/api-uses/source-texts.ts'
import {whyNotOurs} from '../scan/not-ours.ts'
import type {SourceFile} from '../scan/source-file.ts'
import type {TeamRule} from './team-rule.ts'

/** A place that a rule without a fix points at. */
export type TeamHint = {
  readonly rule: string
  readonly path: string
  readonly line: number
  readonly column: number
  readonly message: string
  readonly note?: string
}

/** What the team's rules make of the code; nothing is written. */
export type TeamRewrite = {
  readonly writes: readonly FileWrite[]
  /** Id of a rule → in how many places it was carried out. */
  readonly done: ReadonlyMap<string, number>
  readonly hints: readonly TeamHint[]
  /** Rules that were left out, each with the reason. */
  readonly problems: readonly Problem[]
}

type Input = {
  readonly tree: Pick<Tree, 'list' | 'readUpTo'>
  readonly survey: Pick<Survey, 'marked'>
  readonly rules: readonly TeamRule[]
  readonly loadAstGrep: () => Promise<AstGrep>
}

/**
 * Runs each rule over all Rust files, in the order of their files; each sees what those before it made. A rule that would
 * go on changing its own result, or that matches more than its limit, is left out as a whole. Generated files and copies of
 * others' code are not looked at.
 */
export async function runTeamRules({tree, survey, rules, loadAstGrep}: Input): Promise<TeamRewrite> {
  const paths = (await tree.list()).filter(path => path.endsWith('.rs') && rules.some(rule => rule.isFor(path)))
  const {files} = await readTexts(
    tree,
    paths,
    file => whyNotOurs(file.path, file.text, survey) === undefined && rules.some(rule => mayMatch(rule, file)),
  )
  const texts = new Map(files.map(({path, text}) => [path, text]))
  const done = new Map<string, number>()
  const hints: TeamHint[] = []
  const problems: Problem[] = []
  for (const rule of rules) {
    const now = files.map(({path}) => ({path, text: texts.get(path) ?? ''})).filter(file => mayMatch(rule, file))
    const ran = now.length === 0 ? nothing : runRule(rule, now, await loadAstGrep())
    if ('problem' in ran) {
      problems.push(ran.problem)
      continue
    }
    for (const [path, text] of ran.texts) texts.set(path, text)
    if (ran.count > 0 && rule.fix !== undefined) done.set(rule.id, ran.count)
    hints.push(...ran.hints)
  }
  const writes = files.flatMap(({path, text}) => {
    const after = texts.get(path)
    return after === undefined || after === text ? [] : [{path, before: text, after}]
  })
  return {writes, done, hints, problems}
}

type Ran =
  | {readonly texts: ReadonlyMap<string, string>; readonly count: number; readonly hints: readonly TeamHint[]}
  | {readonly problem: Problem}

const nothing: Ran = {texts: new Map(), count: 0, hints: []}

function mayMatch(rule: TeamRule, {path, text}: SourceFile): boolean {
  return rule.isFor(path) && rule.words.every(word => text.includes(word))
}

function runRule(rule: TeamRule, files: readonly SourceFile[], engine: AstGrep): Ran {
  const texts = new Map<string, string>()
  const hints: TeamHint[] = []
  let count = 0
  for (const {path, text} of files) {
    const matches = matchesOf(rule, text, engine)
    if (!Array.isArray(matches)) return {problem: matches as Problem}
    count += matches.length
    if (count > rule.limit) return {problem: tooMany(rule, count)}
    if (rule.fix === undefined) hints.push(...matches.map(match => hintAt(rule, path, text, match)))
    const after = rule.fix === undefined ? text : fixed(rule.fix, text, matches)
    if (after === text) continue
    const again = matchesOf(rule, after, engine)
    if (!Array.isArray(again)) return {problem: again as Problem}
    if (rule.fix !== undefined && fixed(rule.fix, after, again) !== after) return {problem: endless(rule, path)}
    texts.set(path, after)
  }
  return {texts, count, hints}
}

function matchesOf(rule: TeamRule, text: string, engine: AstGrep): readonly RuleMatch[] | Problem {
  try {
    return engine.matches(text, rule.matcher, rule.fix?.match(variable) ?? [])
  } catch (error) {
    return refused(rule, error instanceof Error ? error.message : String(error))
  }
}

/** Matches within matches wait for the outer one: its text is theirs. */
function fixed(fix: string, text: string, matches: readonly RuleMatch[]): string {
  const edits: Edit[] = []
  for (const {start, end, texts} of matches) {
    if (edits.some(edit => start < edit.end && edit.start < end)) continue
    edits.push({start, end, text: fix.replace(variable, name => texts.get(name) ?? '')})
  }
  return applyEdits(text, edits)
}

function hintAt(rule: TeamRule, path: string, text: string, {start}: RuleMatch): TeamHint {
  const {id, message, note} = rule
  return {rule: id, path, ...positionOf(text, start), message, ...(note === undefined ? {} : {note})}
}

function refused({id, path, line}: TeamRule, said: string): Problem {
  return {
    code: 'team-rule-broken',
    title: `Cannot use the rule ${id}`,
    detail: `ast-grep says: ${said.replaceAll('\n |->', ': ')}. The other rules are used.`,
    nextSteps: [`Repair ${path} at line ${line}, then look again.`],
    path,
    line,
  }
}

function tooMany({id, path, line, limit}: TeamRule, count: number): Problem {
  return {
    code: 'team-rule-too-wide',
    title: `The rule ${id} matches too much`,
    detail: `It was left out after ${count} places; more than ${limit} are taken for a mistake.`,
    nextSteps: [`Narrow the rule, or allow more with metadata: {limit: …} in ${path}.`],
    path,
    line,
  }
}

function endless({id, path, line}: TeamRule, file: string): Problem {
  return {
    code: 'team-rule-endless',
    title: `The rule ${id} would change its own result`,
    detail: `A second run would change ${file} again, so the first one can't be right. It was left out.`,
    nextSteps: [`Make its pattern miss what its fix writes: ${path} at line ${line}.`],
    path,
    line,
  }
}

const variable = /\$\$\$[A-Z_][A-Z0-9_]*|\$[A-Z_][A-Z0-9_]*/g
