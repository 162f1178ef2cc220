import { isTrustError } from './private/problem';

/**
 * Tells the errors of this library from others.
 *
 * @example
 *
 * declare const caught: any;
 * if (Errors.isTrustError(caught)) console.error(Errors.codeOf(caught));
 */
export class Errors {
  /**
   * Whether a caught value is an error of this library.
   *
   * @param x anything that was caught
   */
  public static isTrustError(x: any): boolean {
    return isTrustError(x);
  }

  /**
   * The stable code of an error of this library; of its first problem, where it lists several.
   *
   * @param x anything that was caught
   * @returns the code, or nothing for an error of somebody else
   */
  public static codeOf(x: any): string | undefined {
    return isTrustError(x) ? x.code : undefined;
  }

  private constructor() {}
}
