import type {RunNews} from '../../pair/host.ts'
import type {Face} from '../faces/face.ts'

/** The face, and the same as news for everybody who watches from elsewhere. Asking is shared by whoever answers. */
export function sharedFace(face: Face, tell: (news: RunNews) => void): Face {
  const {showTrees} = face
  return {
    ...face,
    activity(text) {
      face.activity(text)
      tell({kind: 'activity', ...(text === undefined ? {} : {text})})
    },
    see(sight) {
      face.see(sight)
      tell({kind: 'survey', survey: sight.survey})
    },
    resume(session, happened) {
      face.resume(session, happened)
      tell({kind: 'session', session, happened})
    },
    hear(timed) {
      face.hear(timed)
      // Saved contents are of use to whoever undoes, and large.
      if (timed.event.type !== 'content-saved') tell({kind: 'event', timed})
    },
    say(line) {
      face.say(line)
      tell({kind: 'said', line})
    },
    showAmount(amount) {
      face.showAmount?.(amount)
      tell({kind: 'amount', amount})
    },
    showDisk(disk) {
      face.showDisk?.(disk)
      tell({kind: 'disk', disk})
    },
    showLife(sign) {
      face.showLife?.(sign)
      tell({kind: 'life', ...(sign === undefined ? {} : {sign})})
    },
    ...(showTrees === undefined
      ? {}
      : {
          showTrees(trees) {
            showTrees(trees)
            tell({kind: 'trees', trees})
          },
        }),
  }
}
