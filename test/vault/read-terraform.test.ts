import { readTerraform } from '../../src/vault/trust';

const read = (role: Record<string, unknown>, backend: Record<string, unknown> = {}) => readTerraform({ user_claim: 'sub', ...role }, backend);

describe('a role of the Terraform provider as Vault stores it', () => {
  test('has the defaults of the provider where nothing is written', () => {
    expect(read({})).toEqual({
      roleType: 'oidc', userClaim: 'sub', userClaimIsPointer: false, boundAudiences: [], boundClaims: {}, boundClaimsType: 'string', claimMappings: {}, unresolved: [],
    });
  });

  test('has what is written, its lists split and trimmed', () => {
    const written = {
      role_type: 'jwt',
      user_claim: '/repo/id',
      user_claim_json_pointer: true,
      bound_audiences: ['a', 'b'],
      bound_subject: 's',
      bound_claims: { ref: ' a ,\u00a0b\u00a0' },
      bound_claims_type: 'glob',
      claim_mappings: { from: 'to' },
      groups_claim: 'groups',
    };
    expect(read(written, { bound_issuer: 'https://gitlab.com' })).toEqual({
      boundIssuer: 'https://gitlab.com',
      roleType: 'jwt',
      userClaim: '/repo/id',
      userClaimIsPointer: true,
      boundAudiences: ['a', 'b'],
      boundSubject: 's',
      boundClaims: { ref: ['a', 'b'] },
      boundClaimsType: 'glob',
      claimMappings: { from: 'to' },
      groupsClaim: 'groups',
      unresolved: [],
    });
  });

  test('keeps a bound claim whole where the provider is told not to parse it', () => {
    expect(read({ bound_claims: { ref: 'a,b' }, disable_bound_claims_parsing: true }).boundClaims).toEqual({ ref: 'a,b' });
  });

  test.each(['bound_subject', 'groups_claim'])('is bound by no %s that is empty or null', attribute => {
    for (const nothing of ['', null, undefined]) expect(read({ [attribute]: nothing })).toEqual(read({}));
  });

  test('reads values that are no texts as such', () => {
    expect(read({ bound_claims: { run: 1, ok: true } }).boundClaims).toEqual({ run: ['1'], ok: ['true'] });
  });

  test.each<[string, Record<string, unknown>, string[]]>([
    ['a type', { role_type: '${var.x}' }, ['role_type']],
    ['a user claim', { user_claim: '${var.x}' }, ['user_claim']],
    ['a subject', { bound_subject: '${var.x}' }, ['bound_subject']],
    ['one of the audiences', { bound_audiences: ['a', '${var.x}', '${var.y}'] }, ['bound_audiences']],
    ['the audiences', { bound_audiences: '${var.x}' }, ['bound_audiences']],
    ['one bound claim', { bound_claims: { a: '${var.x}', b: 'c' } }, ['bound_claims.a']],
    ['the name of a bound claim', { bound_claims: { '${var.x}': 'c' } }, ['bound_claims.${var.x}']],
    ['the bound claims', { bound_claims: '${var.x}' }, ['bound_claims']],
    ['the kind of comparison', { bound_claims_type: '${var.x}' }, ['bound_claims_type']],
    ['where metadata comes from', { claim_mappings: { '${var.x}': 'a' } }, ['claim_mappings']],
    ['where metadata goes', { claim_mappings: { a: '${var.x}' } }, ['claim_mappings']],
    ['the metadata', { claim_mappings: '${var.x}' }, ['claim_mappings']],
    ['the groups', { groups_claim: '${var.x}' }, ['groups_claim']],
  ])('names what Terraform computes: %s', (_name, role, unresolved) => {
    expect(read(role).unresolved).toEqual(unresolved);
  });

  test('names an issuer that Terraform computes, and makes no table out of a template', () => {
    expect(read({}, { bound_issuer: '${var.x}' }).unresolved).toEqual(['bound_issuer']);
    const { boundClaims, claimMappings, boundAudiences } = read({ bound_claims: '${var.x}', claim_mappings: '${var.y}', bound_audiences: '${var.z}' });
    expect([boundClaims, claimMappings, boundAudiences]).toEqual([{}, {}, []]);
  });
});
