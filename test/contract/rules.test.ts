import { RULES } from '../../src/verify/rules';

/** Public contract: suppressions and pipelines name them. A change of one is a breaking change. */
const IDS = `
abusable-subject-claim error
administrator-permissions warning
ambiguous-name warning
any-ref warning
audience-only-role error
claim-never-sent error
condition-always-true error
condition-missing error
condition-without-tenant error
constant-subject error
contradiction error
duplicate-key error
foreign-audience warning
glob-crosses-slash warning
identity-provider-control warning
ids-left-open warning
malformed-expression error
mapping-mismatch error
missing-audience warning
misspelled-issuer error
names-without-ids note
no-permissions-boundary note
no-subject error
number-for-text error
oidc-role-type error
over-long-session warning
overlapping-issuers warning
prefix-without-separator error
pull-request-subject warning
same-identity warning
second-hop warning
self-modifying-role error
several-environments warning
stale-thumbprint note
static-key warning
subject-never-sent error
subject-over-limit error
too-many-credentials error
unanchored-match warning
undeclared-combinations warning
unpinned-workflow warning
vacuous-condition error
volatile-subject warning
whole-pool-member error
wildcard-audience warning
wildcard-in-equality error
wildcard-owner error
wildcard-principal error
wildcard-repository error
wrong-action error
wrong-issuer-key error
`;

test('the rules, their ids and the gravest that each reports', () => {
  expect(RULES.map(({ id, severity }) => `${id} ${severity}`)).toEqual(IDS.trim().split('\n'));
});

test('an id is in kebab case and stands once', () => {
  for (const { id } of RULES) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
});
