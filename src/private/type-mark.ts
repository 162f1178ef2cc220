/** Whether something carries the mark of a class, of whichever copy of this library. */
export function marked(x: unknown, mark: symbol): boolean {
  return typeof x === 'object' && x !== null && mark in x;
}
