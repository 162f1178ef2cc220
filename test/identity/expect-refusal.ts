import { Errors } from '../../src/errors';

/** Runs what must be refused, and compares the code and the words of the refusal. */
export function expectRefusal(act: () => unknown, code: string, ...words: (string | RegExp)[]): void {
  const error = caught(act);
  expect([Errors.isTrustError(error), Errors.codeOf(error), String((error as Error | undefined)?.message)]).toEqual([true, code, expect.stringContaining(`[${code}]`)]);
  for (const word of words) expect((error as Error).message).toMatch(word);
}

/** What a call throws; nothing where it does not. */
export function caught(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** Runs what must be refused with a code that these tests do not decide. */
export function expectTrustError(act: () => unknown, ...words: (string | RegExp)[]): void {
  const error = caught(act);
  expect([Errors.isTrustError(error), String(error)]).toEqual([true, expect.stringMatching(/\[[A-Z0-9_]+\]/)]);
  for (const word of words) expect((error as Error).message).toMatch(word);
}
