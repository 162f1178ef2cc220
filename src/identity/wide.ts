/**
 * What has to be said by whoever trusts more than one exact subject.
 */
export interface WideTrustOptions {
  /**
   * Why this is wanted; written into the template's metadata for its reviewer.
   */
  readonly reason: string;
}
