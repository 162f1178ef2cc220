import type { Width } from '../pattern';

/**
 * How far a trust narrows down the jobs of an issuer: whose they are, of which project, and which jobs of it.
 *
 * GitHub calls them owner, repository and ref or environment; HCP Terraform organization, workspace and run phase.
 */
export type Level = 'tenant' | 'project' | 'context';

/** What a value says of one level. */
export interface Bound {
  readonly width: Width;
  /** The part of the value that speaks of it, as `pattern.ts` writes it. */
  readonly text: string;
}

export type Scope = Partial<Readonly<Record<Level, Bound>>>;

/** What a pattern of a subject says. */
export interface Subject {
  readonly scope: Scope;
  /** Why the issuer never sends what would fit. */
  readonly never?: string;
  /** Any job of a pull or merge request sends it. */
  readonly pullRequest?: boolean;
  /** The names that it is made of carry no numeric id. */
  readonly nameOnly?: boolean;
  /** An id that the subject holds is left open by a wildcard. */
  readonly openIds?: boolean;
  /** It differs from run to run, so that one that is exact fits one run. */
  readonly volatile?: boolean;
  /** The first part of the subject, which anybody can choose. */
  readonly abusable?: string;
  readonly environment?: string;
  /** Values that two names share in a subject. Each comes with the claims that tell the names apart: any one of them is enough. */
  readonly ambiguous?: readonly { readonly value: string; readonly claims: readonly string[] }[];
}

/** What the rules know of an issuer of tokens. */
export interface IssuerGrammar {
  readonly name: string;
  /** Whether a URL is this issuer's. */
  readonly issuer: RegExp;
  /** Claims and beginnings of subjects that tell its tokens from others, where nobody says who issued them. */
  readonly tell?: { readonly claims: readonly string[]; readonly subject: RegExp };
  /** One issuer for all its customers: only what the trust tests keeps the others out. */
  readonly shared: boolean;
  /** What one calls the levels here. */
  readonly words: Readonly<Record<Level, string>>;
  readonly subject: (pattern: string) => Subject;
  /** What the claims beside the subject say. */
  readonly claims: Readonly<Record<string, (pattern: string) => Scope>>;
  /** Every claim that tokens carry, where the issuer has published a list. */
  readonly sends?: readonly string[];
  /** What the values of a claim look like, for those of which it is known. */
  readonly shapes?: Readonly<Record<string, readonly [shape: RegExp, told: string]>>;
  /** Claims that only some tokens carry. */
  readonly sometimes?: readonly string[];
  /** Claims with an id that nobody else can get, by the level that they bind. */
  readonly ids?: Partial<Readonly<Record<Level, string>>>;
  /** Of an instance of one's own: strangers have no account there. */
  readonly ownInstance?: boolean;
  /** People sign in with it too. */
  readonly signsIn?: boolean;
  /** Jobs get their audience from an action that knows the cloud, and write it nowhere themselves. */
  readonly usualAudience?: boolean;
  /** Its tokens have one audience, that nobody chooses. */
  readonly fixedAudience?: boolean;
  /** It writes session tags into its tokens, so that `aws:RequestTag/…` tests a claim. */
  readonly tags?: boolean;
  /** Claims that are no text. */
  readonly untexted?: readonly string[];
  /** How a subject that leaves the context open is narrowed: up to where it names the project, and what could follow. */
  readonly narrowed?: { readonly project: RegExp; readonly contexts: readonly string[] };
  /** An example of an exact subject, for the remedies. */
  readonly example: string;
  /** The issuer knows no narrower jobs than those of a project, or their subject always ends with a wildcard. */
  readonly contextIsOptional?: boolean;
}
