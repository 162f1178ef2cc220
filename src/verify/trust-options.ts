/** How a text is read. */
export interface TrustTextOptions {
  /**
   * What the text is called in ids and findings.
   *
   * @default "trust.json"
   */
  readonly fileName?: string;
}
