import {edits, type Rule, replaced} from './rule.ts'

/** `WorkerState::RequestId` is `RequestData`, in an `impl` of the trait and where that names it. */
export const handlerRequestIdRenamed: Rule = {
  changes: ['handler-request-id-renamed'],
  isRename: true,
  rewrite: ({leaf}) => edits(replaced(leaf, 'RequestData')),
}
