import {mentionReason} from './classify.ts'
import {splitPath} from './source-file.ts'

/**
 * Whether a document tells its readers how things are now: README, CONTRIBUTING, what stands under `docs`, guides by their
 * name. Release notes, plans, decisions, studies and reports tell how things were or will be, whatever folder they are in.
 */
export function isGuide(path: string): boolean {
  if (mentionReason(path, 'document') !== undefined || /(^|\/)\.(?!github\/)/.test(path)) return false
  const {folder, base} = splitPath(path)
  if (pastFolder.test(`${folder}/`) || pastName.test(base) || /\d{4}-\d{2}|^\d{3,4}[-_]/.test(base)) return false
  return folder === '' || folder === '.github' || guideName.test(base) || /(^|\/)(docs?|book)(\/|$)/i.test(folder)
}

const guideName =
  /readme|contribut|install|develop|hacking|build|setup|start|deploy|docker|container|usage|guide|faq|troubleshoot|requirement/i
const pastFolder =
  /(^|\/)(research|analys[ie]s|history|release[-_ ]?notes|releases?|blog|posts?|news|sprints?|phase[-_.\d]*|milestones?|meetings?|minutes|decisions?|benchmarks?|results?|notes|retros?|reviews?|assessments?|audits?|investigations?|experiments?|sips?|specs?|logs?|designs?)\//i
const pastName =
  /licen[cs]e|copying|notice|security|code.of.conduct|(^|[-_. ])(analysis|assessment|status|completed?|completion|implementation|final|notes?|sprint|phase|reviews?|evaluation|retrospective|post-?mortem|research|investigation|decisions?|benchmarks?|results?|readiness|validation|verification|findings|proposals?|design|todo|backlog|product|prd|spec|specification|adr|news|release|resolution|swarm)([-_. \d]|$)/i
