import { evaluate } from '../../src/vault/evaluate';
import { readTerraform } from '../../src/vault/trust';

const ISSUER = 'https://token.actions.githubusercontent.com';
const backend = { bound_issuer: ISSUER };
const role = { role_type: 'jwt', user_claim: 'repository_id', bound_audiences: ['vault'], bound_subject: 'repo:o@1/r@2:environment:p' };
const claims = { iss: ISSUER, aud: 'vault', sub: 'repo:o@1/r@2:environment:p', repository_id: '2', ref: 'refs/heads/main' };

const decide = (change: Record<string, unknown>, token: Record<string, unknown> = {}, bound: Record<string, unknown> = backend) =>
  evaluate(readTerraform({ ...role, ...change }, bound), { ...claims, ...token });

describe('the decision of Vault', () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>, string]>([
    ['a matching token', {}, {}, 'accept'],
    ['one of several audiences', {}, { aud: ['other', 'vault'] }, 'accept'],
    ['an audience that the role lacks', {}, { aud: ['other'] }, 'reject'],
    ['an audience where the role has none', { bound_audiences: [] }, {}, 'reject'],
    ['no audience where the role has none', { bound_audiences: [] }, { aud: undefined }, 'accept'],
    ['one value of a list', { bound_claims: { ref: 'refs/heads/a , refs/heads/main' } }, {}, 'accept'],
    ['one element of a claim that is a list', { bound_claims: { ref: 'refs/heads/main' } }, { ref: ['x', 'refs/heads/main'] }, 'accept'],
    ['a comma that is not split', { bound_claims: { ref: 'a,b' }, disable_bound_claims_parsing: true }, { ref: 'a,b' }, 'accept'],
    ['a comma that is split', { bound_claims: { ref: 'a,b' } }, { ref: 'a,b' }, 'reject'],
    ['a boolean for a text', { bound_claims: { ref_protected: 'true' } }, { ref_protected: true }, 'reject'],
    ['a number for a text', { bound_claims: { id: '1' } }, { id: 1 }, 'reject'],
    ['a number for a pattern', { bound_claims: { id: '*' }, bound_claims_type: 'glob' }, { id: 1 }, 'reject'],
    ['an asterisk where patterns are texts', { bound_claims: { ref: 'refs/heads/*' } }, {}, 'reject'],
    ['a pattern over slashes', { bound_claims: { ref: 'refs/*' }, bound_claims_type: 'glob' }, {}, 'accept'],
    ['a pattern for nothing', { bound_claims: { ref: 'refs/heads/main*' }, bound_claims_type: 'glob' }, {}, 'accept'],
    ['a pattern with an end', { bound_claims: { ref: 'refs/*/m*n' }, bound_claims_type: 'glob' }, {}, 'accept'],
    ['a pattern whose parts overlap', { bound_claims: { ref: 'refs/heads/ma*ain' }, bound_claims_type: 'glob' }, {}, 'reject'],
    ['a pattern in the subject proper', { bound_subject: 'repo:*', bound_claims_type: 'glob' }, {}, 'reject'],
    ['a pointer', { bound_claims: { '/a/b~1c': 'x' } }, { a: { 'b/c': 'x' } }, 'accept'],
    ['an object', { bound_claims: { a: 'x' } }, { a: { b: 'x' } }, 'reject'],
    ['a claim that every object has', { bound_claims: { constructor: 'x' } }, {}, 'reject'],
    ['no user claim', {}, { repository_id: undefined }, 'reject'],
    ['a numeric user claim', {}, { repository_id: 2 }, 'reject'],
    ['a mapped number', { claim_mappings: { run: 'run' } }, { run: 1 }, 'reject'],
    ['no mapped claim', { claim_mappings: { run: 'run' } }, {}, 'accept'],
    ['no groups', { groups_claim: 'groups' }, {}, 'reject'],
    ['groups', { groups_claim: 'groups' }, { groups: ['a'] }, 'accept'],
    ['a subject that is no text', { bound_subject: '' }, { sub: 1 }, 'reject'],
    ['a role of the default type', { role_type: undefined }, {}, 'reject'],
    ['a subject that Terraform computes', { bound_subject: '${var.subject}' }, {}, 'unknown'],
    ['a subject that Terraform computes, of another issuer', { bound_subject: '${var.subject}' }, { iss: 'https://evil.example.com' }, 'reject'],
    ['a claim that Terraform computes', { bound_claims: { ref: '${var.ref}' } }, {}, 'unknown'],
    ['a claim that Terraform computes, beside one that fails', { bound_claims: { ref: '${var.ref}', repository_id: '3' } }, {}, 'reject'],
    ['a table that Terraform computes, beside a subject that fails', { bound_claims: '${var.claims}' }, { sub: 'x' }, 'reject'],
    ['an escaped template', { bound_subject: 'a$${b}%%{c}' }, { sub: 'a${b}%{c}' }, 'accept'],
  ])('on %s', (_name, change, token, outcome) => {
    expect(decide(change, token).outcome).toBe(outcome);
  });

  test('does not ask for the issuer where the backend is bound to none', () => {
    expect(decide({}, { iss: 'https://evil.example.com' }, {}).outcome).toBe('accept');
  });

  test.each<[string, unknown, RegExp]>([
    ['sub', 'repo:O@1/r@2:environment:p', /letter case/],
    ['sub', 'repo:o/r:environment:p', /names without ids .*: trust "repo:o\/r:environment:p"/],
    ['sub', 'repo:o@1/r@2:ref:refs/heads/main', /names no environment/],
    ['aud', undefined, /requested for no audience: request it for "vault"/],
  ])('says why %s is not %j', (claim, found, hint) => {
    const { reasons } = decide({}, { [claim]: found });
    expect(reasons.filter(reason => !reason.ok)).toEqual([expect.objectContaining({ claim, found, hint: expect.stringMatching(hint) })]);
  });
});
