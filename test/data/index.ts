import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A subject that an issuer documents, or that somebody saw. */
export interface DocumentedSubject {
  readonly issuer: 'github' | 'gitlab';
  readonly context: string;
  readonly sub: string | null;
  readonly source: string;
  readonly include_claim_keys?: string[];
}

/** A name that is legal and looks as though it were not. */
export interface OddName {
  readonly of: 'github-branch' | 'github-tag' | 'github-environment' | 'github-repository' | 'github-workflow'
    | 'gitlab-branch' | 'gitlab-tag' | 'gitlab-project' | 'gitlab-environment';
  readonly name: string;
  /** The subject of a job, or, for an environment of GitLab, its claim. */
  readonly sub?: string;
  readonly environment?: string;
}

export interface AwsConditionKey {
  readonly issuerForm: string;
  readonly key: string;
  readonly fullKey: string;
}

export type Claims = Record<string, unknown>;

export function documentedSubjects(): DocumentedSubject[] {
  return JSON.parse(text('subjects.json'));
}

export function oddNames(): OddName[] {
  return JSON.parse(text('odd-names.json'));
}

export function token(name: string): Claims {
  return JSON.parse(text(join('tokens', `${name}.json`)));
}

export function awsConditionKeys(): AwsConditionKey[] {
  const [header, ...rows] = text('aws-oidc-condition-keys.tsv').trimEnd().split('\n').map(line => line.split('\t'));
  expect(header).toEqual(['family', 'issuer_form', 'key', 'full_key']);
  return rows.map(([, issuerForm, key, fullKey]) => ({ issuerForm, key, fullKey }));
}

function text(file: string): string {
  return readFileSync(join(__dirname, file), 'utf8');
}
