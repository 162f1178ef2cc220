/** References that lead on and on. */
export class EndlessReferences extends Error {}
