import type { Artefacts } from '../../../src/verify/model';

type Random = (below: number) => number;

/** What stands in a claim that a hostile issuer signs: of every type, empty, long, deep, or with a meaning to somebody. */
const VALUES: readonly unknown[] = [
  null, 0, -1, 1e308, true, '', [], {}, [null], [[]], ['a', 1], { a: { b: [] } }, '*', '?', '${', '${*}', '%{', '"', '\'', '\\', '\u0000', '\ud800', '\u202e', '__proto__', 'constructor', 'toString', 'hasOwnProperty',
  'a'.repeat(100_000), '*'.repeat(5000), 'repo:'.repeat(5000), nested(2000), Array.from({ length: 5000 }, (_, i) => String(i)), 'https://', 'sts.amazonaws.com', 'repo:my-org/my-app:environment:production', 'repo:my-org@1/my-app@2:ref:refs/heads/main',
];

const NAMES = [
  'aud', 'azp', 'sub', 'amr', 'email', 'ref', 'ref_protected', 'environment', 'repository', 'repository_id', 'repository_owner', 'repository_owner_id', 'job_workflow_ref', 'event_name', 'project_path', 'project_id', 'namespace_id',
  'google', 'google/organization_number', 'https://aws.amazon.com/tags', 'https://aws.amazon.com/tags/principal_tags/', 'https://aws.amazon.com/roles', 'https://aws.amazon.com/source_identity',
  '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length', '', '\n', 'a.b', 'a/b',
];

const TAGS = '{"principal_tags":{"__proto__":["x"],"a":[[]],"b":"c"},"transitive_tag_keys":{"0":"a"}}';

/** Claims of an issuer that one of the targets trusts, so that they are looked at, and of whatever else. */
export function hostileClaims({ targets }: Artefacts, next: Random): Record<string, unknown> {
  const issuers: unknown[] = [...targets.map(({ issuer }) => issuer), 'https://token.actions.githubusercontent.com', ...VALUES.slice(0, 12)];
  const members = Array.from({ length: next(12) }, () => [NAMES[next(NAMES.length)], next(8) === 0 ? JSON.parse(TAGS) : VALUES[next(VALUES.length)]]);
  // as from a token: members of any name, each of the object itself
  return Object.fromEntries([...next(10) === 0 ? [] : [['iss', issuers[next(issuers.length)]]], ...members]);
}

function nested(depth: number): unknown {
  let value: unknown = 'x';
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { a: value };
  return value;
}
