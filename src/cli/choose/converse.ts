import {randomUUID} from 'node:crypto'
import type {Releases} from '../../catalog/release.ts'
import type {MountNeed} from '../../doctor/disk-needs.ts'
import {forecastRoom} from '../../doctor/forecast-room.ts'
import {count} from '../../domain/count.ts'
import type {Plan} from '../../domain/plan.ts'
import type {Tree} from '../../domain/ports.ts'
import type {Ask, Question, StepPreview} from '../../domain/question.ts'
import type {Survey} from '../../domain/survey.ts'
import type {RoomForecast} from '../../domain/target.ts'
import type {RunEnd} from '../../engine/run-end.ts'
import type {Journal} from '../../journal/journal.ts'
import {describeTree} from '../../plan/describe-tree.ts'
import {treeModel} from '../../plan/tree-model.ts'
import {lowerOnPurpose} from '../../steps/raise-rust.ts'
import type {Environment} from '../environment.ts'
import type {Face} from '../faces/face.ts'
import {learn} from '../look/learn.ts'
import {look, type Sight} from '../look/look.ts'
import {unmeasured} from '../look/measurable.ts'
import {thisMachine} from '../look/this-machine.ts'
import type {RunOptions} from '../run-options.ts'
import {requireApart} from '../session/require-git.ts'
import {askingUntil, showing} from '../wait.ts'
import type {Agreements} from './agreements.ts'
import {askCargo} from './ask-cargo.ts'
import {chooseCommands} from './choose-commands.ts'
import {type Decision, decide, decideFor} from './decide.ts'
import {previewSteps} from './preview-steps.ts'
import {commitAll, stashAll} from './save-changes.ts'
import {selectSteps} from './select-steps.ts'
import {startFacts, startUses} from './start-facts.ts'

type Conversation = {
  readonly env: Environment
  readonly tree: Tree
  readonly journal: Journal
  readonly face: Pick<Face, 'ask' | 'activity' | 'showAmount' | 'interrupts' | 'say'>
  readonly options: Omit<RunOptions, 'repo'>
  /** What the disks of this machine have, and what the upgrade needs there. */
  readonly mounts: readonly MountNeed[]
  readonly agreements: Agreements
}

/**
 * Everything that is asked before the first step: is this the repository, where to, is this the plan. Ends with a
 * session in the state file, or with how the conversation ended instead.
 */
export async function startSession(talk: Conversation, seen: Sight): Promise<RunEnd | undefined> {
  let sight = seen
  const begun = await ask(talk.face.ask, startQuestion(sight))
  if ('end' in begun) return begun.end
  if (begun.option === 'commit') await commitAll(talk.env, talk.tree.root)
  if (begun.option === 'stash') await stashAll(talk.env, talk.tree.root)
  if (begun.option !== 'continue')
    sight = await showing(talk.face)('Reading the repository again', tell => look(talk.env, talk.tree, tell))
  const {tree, agreements} = talk
  const judged = await chooseCommands({...talk.face, tree, agreements}, sight, talk.options)
  if ('end' in judged) return judged.end
  sight = judged.sight
  sight = await learn(asking(talk), talk.tree, sight, talk.options, showing(talk.face))

  for (let decision = decide(talk.env, sight, talk.options); ; ) {
    if (decision.candidates.length > 0) {
      const chosen = await ask(talk.face.ask, targetQuestion(decision, forecastRoom(talk.mounts)))
      if ('end' in chosen) return chosen.end
      if (chosen.text !== undefined) decision = decideFor(talk.env, sight, talk.options, chosen.text)
    }
    decision = await withCargo(talk, sight, decision)
    const purposes = onPurposeQuestion(sight, decision)
    if (purposes !== undefined && talk.options.wanted.onPurpose === undefined) {
      const said = await ask(talk.face.ask, purposes)
      if ('end' in said) return said.end
      decision = withOnPurpose(decision, said.option === 'raise' ? 'raise' : 'keep')
    }
    // Nobody looks at what the policy answers.
    const isApart = talk.options.commitSteps && (sight.survey.git?.dirty.length ?? 0) > 0
    const previews = talk.options.yes && !isApart ? [] : await previewed(talk, sight, decision)
    const started = await ask(talk.face.ask, planQuestion(decision, previews))
    if ('end' in started) return started.end
    if (started.option === 'start') {
      const plan = selectSteps(decision.plan, [], wordsOf(started.text))
      if (isApart) requireApart(sight.survey.git, previews, new Set(plan.leftOut))
      await record(talk, {plan, by: started.by, sight})
      return undefined
    }
  }
}

/** The answer, or how the conversation ended without one. */
export async function ask(
  answerer: Ask,
  question: Question,
): Promise<{option: string; text?: string; by: string} | {readonly end: RunEnd}> {
  const answer = await answerer(question)
  if (answer === undefined) return {end: {kind: 'waiting', question}}
  return answer.option === 'quit' ? {end: {kind: 'quit'}} : answer
}

function startQuestion({survey, known}: Sight): Question {
  const dirty = survey.git?.dirty.length ?? 0
  const isDirty = dirty > 0
  const save = [
    {id: 'commit', key: 'm', label: 'Commit first'},
    {id: 'stash', key: 's', label: 'Stash first'},
  ]
  return {
    id: 'start',
    title: isDirty ? `${count(dirty, 'file')} with uncommitted changes. Go on?` : 'Go on and choose a target?',
    subject: {kind: 'start', survey, tree: treeLines(survey, known)},
    options: [
      {id: 'continue', key: 'c', label: 'Go on'},
      ...(isDirty ? save : []),
      {id: 'quit', key: 'q', label: 'Quit'},
    ],
    recommended: 'continue',
  }
}

/** From the lockfile alone: who brings which wasmtime today. Holders are judged once there is a target. */
function treeLines(survey: Survey, known: Releases): readonly string[] {
  const model = treeModel({survey, known, target: null, published: new Map(), unused: []})
  return model.lockfiles.length === 0 ? [] : describeTree(model).trimEnd().split('\n')
}

function targetQuestion(
  {candidates, target}: Pick<Decision, 'candidates' | 'target'>,
  room: RoomForecast | undefined,
): Question {
  const chosen = target.wasmtime === null ? {} : {chosen: target.wasmtime}
  return {
    id: 'target',
    title: 'Which wasmtime?',
    subject: {kind: 'target', candidates, ...chosen, ...(room === undefined ? {} : {room})},
    options: [
      {id: 'choose', key: 'c', label: 'Choose', takesText: true},
      {id: 'quit', key: 'q', label: 'Quit'},
    ],
    recommended: 'choose',
  }
}

/** Cancelling goes on without the answer; leaving doesn't wait for it. */
function asking({env, face}: Conversation): Environment {
  return askingUntil(env, face.interrupts.beginStep())
}

/** What cargo can't say doesn't stop anybody: it is told, and the plan stands on facts alone. */
async function withCargo(talk: Conversation, sight: Sight, first: Decision): Promise<Decision> {
  const {tree, face, options} = talk
  const decision = await askCargo(asking(talk), tree, sight, options, first, showing(face))
  for (const {title, detail} of decision.notes) face.say(`${title}: ${detail.split('\n')[0]}`)
  return decision
}

function previewed(
  {env, tree, face}: Conversation,
  {survey}: Sight,
  decision: Decision,
): Promise<readonly StepPreview[]> {
  return showing(face)('Working out what each step would write', tell =>
    previewSteps(tree, survey, decision, env, tell),
  )
}

/** Undefined when nothing states a lower Rust on purpose. */
function onPurposeQuestion({survey}: Sight, {target}: Decision): Question | undefined {
  const findings = lowerOnPurpose(survey.findings, target)
  if (findings.length === 0) return undefined
  return {
    id: 'on-purpose',
    title: `${count(findings.length, 'place')} may state an older Rust on purpose. Raise them too?`,
    subject: {kind: 'on-purpose', findings, needed: target.rust.version},
    options: [
      {id: 'keep', key: 'o', label: 'On purpose, keep'},
      {id: 'raise', key: 'r', label: 'Raise them too'},
      {id: 'quit', key: 'q', label: 'Quit'},
    ],
    recommended: 'keep',
  }
}

function withOnPurpose(decision: Decision, onPurpose: 'keep' | 'raise'): Decision {
  const target = {...decision.target, onPurpose}
  return {...decision, target, plan: {...decision.plan, target}}
}

function planQuestion(
  {plan, candidates}: Pick<Decision, 'plan' | 'candidates'>,
  previews: Extract<Question['subject'], {kind: 'plan'}>['previews'],
): Question {
  return {
    id: 'plan',
    title: 'Start with this plan?',
    subject: {kind: 'plan', plan, previews},
    options: [
      {id: 'start', key: 's', label: 'Start'},
      {
        id: 'back',
        key: 'b',
        label: 'Choose another target',
        ...(candidates.length > 0 ? {} : {disabledBecause: 'There is no wasmtime to choose'}),
      },
      {id: 'quit', key: 'q', label: 'Quit'},
    ],
    recommended: 'start',
  }
}

/** The ids of steps that the answer leaves out, with spaces between. */
function wordsOf(text = ''): readonly string[] {
  return text.split(/\s+/).filter(Boolean)
}

async function record(
  {journal, env: {version, programs}, agreements, face, options}: Conversation,
  {
    plan,
    by,
    sight: {survey, toolchains, yardstick, measurable, code, ownCommands, notRun = []},
  }: {plan: Plan; by: string; sight: Sight},
): Promise<void> {
  const git = survey.git === null ? null : {branch: survey.git.branch, head: survey.git.head}
  const uses = startUses(code, plan.target.wasmtime)
  const measure = [...options.measure, ...(yardstick?.measure ?? [])]
  const sessionId = randomUUID().slice(0, 8)
  // Before there is such a session: a kill in between must not make it somebody else's.
  if (!(await agreements.remember('session', sessionId))) face.say(notKept)
  await journal.append({
    type: 'session-started',
    sessionId,
    tool: version,
    plan,
    by,
    git,
    machine: await thisMachine(programs, toolchains),
    before: {
      ...startFacts(survey, {
        limits: yardstick?.limits ?? {},
        measure,
        validate: ownCommands.flatMap(({name, found}) => (found === undefined ? [] : [name])),
        notRun: [...notRun, ...unmeasured(measurable ?? new Set(), new Set(measure))],
        featureSets: [...options.featureSets],
      }),
      ...(uses === undefined ? {} : {uses}),
    },
    ...(options.commitSteps ? {commitSteps: true as const} : {}),
    ...(options.branch === undefined ? {} : {branch: options.branch}),
  })
}

const notKept =
  'That you started this session couldn’t be kept outside of the repository: going on with it later takes your word.'
