/** What a value has to be, for callers whose language did not check it. */
export interface Kind {
  readonly what: string;
  /** What to pass instead of anything else. */
  readonly how: string;
  readonly is: (value: any) => boolean;
}

export const TEXT: Kind = { what: 'a text', how: 'write it in quotes', is: value => typeof value === 'string' };
export const NAME: Kind = { what: 'a text that is not empty', how: 'write it in quotes', is: value => typeof value === 'string' && value.trim() !== '' };
export const NUMBER: Kind = { what: 'a number', how: 'write it without quotes', is: value => typeof value === 'number' };
export const TEXTS: Kind = { what: 'a list of texts', how: 'write them in quotes, between brackets', is: value => Array.isArray(value) && value.every(TEXT.is) };
export const TABLE: Kind = { what: 'a table of texts', how: 'write { name: "value" }', is: value => isObject(value) && Object.values(value).every(TEXT.is) };

/** An object of this library or of a framework, recognised by what it has: two copies of a package are common. */
export function having(what: string, how: string, ...members: string[]): Kind {
  return { what, how, is: value => isObject(value) && members.every(member => (value as Record<string, unknown>)[member] !== undefined) };
}

export function listOf({ what, how, is }: Kind): Kind {
  return { what: `a list, each ${what}`, how, is: value => Array.isArray(value) && value.every(is) };
}

export function tableOf({ what, how, is }: Kind): Kind {
  return { what: `a table, each ${what}`, how, is: value => isObject(value) && Object.values(value).every(is) };
}

export const AN_ISSUER = having('an issuer', 'take one of GitHubIssuer or GitLabIssuer, or make one with Issuer.of(url)', 'url', 'hostAndPath');
export const AN_ISSUER_OF_GITHUB = having('an issuer of GitHub', 'take one of GitHubIssuer, for example GitHubIssuer.enterprise("my-enterprise")', 'url', '_escapesColons');
export const AN_ISSUER_OF_GITLAB = having('an issuer of GitLab', 'take one of GitLabIssuer, for example GitLabIssuer.selfManaged("https://gitlab.example.com")', 'url', '_sendsGitLabTokens');
export const A_REPOSITORY = having('a repository', 'make one with GitHubRepository.of("my-org/my-app")', 'fullName', 'subjectTemplate');

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
