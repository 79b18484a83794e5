/** Lets a person edit a text of this path; a text of their own, or why there is none, in a few words. */
export type EditText = (path: string, text: string) => Promise<EditedText>
export type EditedText =
  | {readonly kind: 'edited'; readonly text: string}
  | {readonly kind: 'failed'; readonly why: string}
