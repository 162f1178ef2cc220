/** One vector of the published suite, as far as it is read here. */
export interface Vector {
  readonly id: string;
  readonly issuer: string;
  readonly subject: string;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly condition: Condition;
  readonly expect: 'match' | 'no-match';
  readonly judgment?: { readonly grade: 'safe' | 'caution' | 'dangerous'; readonly patterns: readonly string[] };
}

export type Condition =
  | {
    readonly consumer: 'aws-stringequals' | 'aws-stringlike' | 'azure-fic-exact';
    readonly claim: string;
    /** The set operator before the operator of IAM. */
    readonly qualifier?: 'ForAllValues' | 'ForAnyValue';
    readonly pattern: string | readonly string[];
  }
  | { readonly consumer: 'aws-all'; readonly of: readonly Extract<Condition, { readonly claim: string }>[] }
  | { readonly consumer: 'azure-fic-flexible' | 'gcp-cel'; readonly pattern: string };
