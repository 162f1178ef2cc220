/**
 * One test of the `sub` claim: equality, or a beginning where a pattern was asked for by name.
 */
export interface SubjectTest {
  readonly text: string;
  readonly prefix: boolean;
}

/**
 * Something that the reader of a synth should know about a workload; a construct room turns it into a warning.
 */
export interface Advice {
  readonly kind: 'names' | 'migrating' | 'moving-workflow';
  /** The repository or the reference that it is about. */
  readonly about: string;
  /** For a migration: the day after which it is overdue. */
  readonly deadline?: string;
}

/** Tests of claims by name. */
export type Facts = Readonly<Record<string, SubjectTest>>;

/**
 * A workload as plain data: what every target renders.
 */
export interface WorkloadParts {
  /** Any one of these admits. Empty where the claims alone name the job. */
  readonly subjects: readonly SubjectTest[];
  /** Every one of these has to hold, with any of its values. */
  readonly claims: Readonly<Record<string, readonly string[]>>;
  /**
   * What every token of these jobs carries, because of whose jobs they are: names of owner, repository or project, and their ids where they are
   * declared. No part of the specification; a target that has to test a tenant or an id beside the subject finds it here.
   */
  readonly facts: Facts;
  /** Why more than exact subjects are trusted. */
  readonly reasons: readonly string[];
  readonly advice: readonly Advice[];
  /** What to declare instead where a target cannot test a claim. */
  readonly alternatives: Readonly<Record<string, string>>;
  /** The claims of one matching job, without `iss` and `aud`. */
  readonly sample: () => Readonly<Record<string, string>>;
  /** What the reader calls it. */
  readonly label: string;
}
