import { Errors } from '../../src/errors';

/** What a call makes; nothing where it refuses. Any other error than a refusal is passed on. */
export function orRefused<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (!Errors.isTrustError(error)) throw error;
    if (!/ \[[A-Z0-9_]+\](\n|$)/.test((error as Error).message)) throw new Error(`a refusal without its code: ${error}`);
    return undefined;
  }
}
