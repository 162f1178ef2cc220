import { ACTION, decide, first, HOST, policy, statement, TOKEN, when } from './trust-policies';
import type { LateJson } from '../../src/private/late';

const trusting = (host: string, conditions: unknown = {}) => policy(statement({ Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${host}` }, Condition: conditions })) as LateJson;

describe('an issuer that many customers share', () => {
  test.each<[string, string]>([
    ['agent.buildkite.com', 'sub'],
    ['api.pulumi.com/oidc', 'aud'],
    ['cognito-identity.amazonaws.com', 'aud'],
    ['gitlab.com', 'sub'],
    ['oidc-configuration.audit-log.githubusercontent.com', 'sub'],
    ['oidc.codefresh.io', 'sub'],
    ['oidc.op1.openshiftapps.com/2c51blsaqa9gkjt0o9rt11mle8mmropu', 'sub'],
    ['oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb', 'sub'],
    ['oidc.vercel.com', 'aud'],
    ['proidc.upbound.io', 'sub'],
    ['rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7', 'sub'],
    ['rh-oidc.s3.us-east-1.amazonaws.com/23e3sd27sju1hoou6ohfs68vbno607tr', 'sub'],
    ['rh-oidc.s3.us-east-1.amazonaws.com/23ne21h005qjl3n33d8dui5dlrmv2tmg', 'sub'],
    ['rh-oidc.s3.us-east-1.amazonaws.com/24jrf12m5dj7ljlfb4ta2frhrcoadm26', 'sub'],
    ['sandboxes.cloud', 'aud'],
    ['scalr.io', 'sub'],
    ['studio.datachain.ai/api', 'sub'],
    ['sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d', 'sts:RoleSessionName'],
    ['tokens.cloud.shisho.dev', 'sub'],
    ['vstoken.actions.githubusercontent.com', 'sub'],
  ])('%s has to test %s', (host, claim) => {
    const token = { iss: `https://${host}`, aud: 'a', sub: 's' };
    const told = (conditions: unknown) => decide(trusting(host, conditions), token).reasons.filter(({ hint }) => hint?.startsWith('IAM refuses to write'));
    expect(told({})).toEqual([{ claim, expected: [], found: (token as Record<string, string>)[claim], ok: true, hint: `IAM refuses to write a role that does not test ${claim} of ${host}: add such a test` }]);
    expect(told({ StringEquals: { 'aws:SecureTransport': 'true' } })).toHaveLength(1);
    expect(told({ StringEquals: { [claim.includes(':') ? claim : `${host}:${claim}`]: 's' } })).toEqual([]);
  });
});

describe('a key that the request tells', () => {
  test.each(['sts:RoleSessionName', 'aws:CurrentTime', 'aws:EpochTime', 'aws:RequestedRegion', 'aws:ResourceAccount', 'aws:UserAgent', 'aws:PrincipalAccount', 'aws:PrincipalType', 'aws:UserId'])('is always there: %s', key => {
    expect(decide(when('StringEquals', key, 'x')).outcome).toBe('unknown');
    expect(decide(when('Null', key, 'true')).outcome).toBe('reject');
  });

  test.each([
    'aws:SourceIp', 'aws:Referer', 'aws:SourceVpc', 'aws:SourceVpcArn', 'aws:SourceVpce', 'aws:VpcSourceIp', 'aws:VpceAccount', 'aws:VpceOrgID', 'aws:VpceOrgPaths',
    'aws:ResourceOrgID', 'aws:ResourceOrgPaths', 'sts:DurationSeconds', 'aws:ResourceTag/team', 'iam:ResourceTag/team',
  ])('may be there: %s', key => {
    expect(decide(when('StringEquals', key, 'x')).outcome).toBe('unknown');
    expect(decide(when('Null', key, 'true')).outcome).toBe('unknown');
  });

  test('is none by what its name ends with', () => {
    expect(decide(when('StringEquals', 'x-aws:ResourceTag/team', 'x')).outcome).toBe('reject');
  });

  test.each([['aws:SecureTransport', 'true'], ['aws:ViaAWSService', 'false']])('is the same in every request with a token: %s is %s', (key, value) => {
    expect(decide(when('StringEquals', key, value)).outcome).toBe('accept');
    expect(decide(when('StringEquals', key, value === 'true' ? 'false' : 'true')).outcome).toBe('reject');
    expect(decide(when('Null', key, 'true')).outcome).toBe('reject');
  });
});

describe('a claim that AWS does not see', () => {
  test.each<[string, string, string]>([
    [HOST, 'repository_owner', 'repository_owner_id'],
    [HOST, 'enterprise', 'enterprise_id'],
    [HOST, 'workflow_ref', 'job_workflow_ref'],
    [HOST, 'workflow_sha', 'job_workflow_ref'],
    [HOST, 'job_workflow_sha', 'job_workflow_ref'],
    [HOST, 'event_name', 'sub'],
    [HOST, 'ref_type', 'sub'],
    [HOST, 'head_ref', 'sub'],
    [HOST, 'base_ref', 'sub'],
    [HOST, 'iss', 'aud'],
    ['gitlab.com', 'project_path', 'sub'],
    ['gitlab.com', 'namespace_path', 'namespace_id'],
    ['gitlab.com', 'ref', 'sub'],
    ['gitlab.com', 'ref_path', 'sub'],
    ['gitlab.com', 'environment', 'sub'],
  ])('of %s, %s, has %s in its place', (host, claim, instead) => {
    const { hint } = first(trusting(host, { StringEquals: { [`${host}:${claim}`]: 'x' } }), { iss: `https://${host}`, aud: 'a', sub: 's' });
    expect(hint).toMatch(new RegExp(`^AWS never sees the claim ${claim} of this issuer, so that the condition never holds: test ${instead} instead; AWS sees sub, aud`));
  });

  test.each([['gitlab.com', 'run_id'], ['issuer.example.com', 'repository_owner']])('of %s, %s, has nothing in its place', (host, claim) => {
    const { hint } = first(trusting(host, { StringEquals: { [`${host}:${claim}`]: 'x' } }), { iss: `https://${host}`, aud: 'a', sub: 's' });
    expect(hint).toMatch(/: leave it out; AWS sees sub, aud/);
  });
});

describe('a key of another issuer', () => {
  test.each<[string, string, string]>([
    ['gitlab.com:sub', 'gitlab.com', 'sub'],
    ['gitlab.example.com:8443:sub', 'gitlab.example.com:8443', 'sub'],
    ['gitlab.example.com:8443/ci:sub', 'gitlab.example.com:8443/ci', 'sub'],
    ['gitlab.example.com/ci/cd:sub', 'gitlab.example.com/ci/cd', 'sub'],
    ['oidc.circleci.com/org/1:oidc.circleci.com/project-id', 'oidc.circleci.com/org/1', 'oidc.circleci.com/project-id'],
  ])('%s is told as such', (key, issuer, claim) => {
    expect(first(when('StringEquals', key, 'x'))).toMatchObject({ claim, hint: `the key is of the issuer "${issuer}", and the token is of "${HOST}": write ${HOST}:${claim}` });
  });

  test.each<[string, string, string]>([
    [`https://${HOST}:sub`, 'https://', `${HOST}:sub`],
    [`HTTP://${HOST}:sub`, 'HTTP://', `${HOST}:sub`],
    ['https://a.example.com//b:sub', 'https://', 'a.example.com//b:sub'],
  ])('%s is none as long as it has its scheme', (key, scheme, written) => {
    expect(first(policy(statement({ Condition: { StringEquals: { [key]: 'x' } } }))).hint).toBe(`a condition key is written without "${scheme}": write ${written}`);
  });

  test.each(['x-https://a:sub', 's3:prefix', 'aws:PrincipalArn', 'a/b.c:d', 'nothing'])('%s is none', key => {
    expect(first(policy(statement({ Condition: { StringEquals: { [key]: 'x' } } }))).hint).toBe(`no request with a token carries ${key}: leave the condition out`);
  });
});

describe('the tags of a token', () => {
  const NESTED = 'https://aws.amazon.com/tags';
  const sent = (claims: Record<string, unknown>) => ({ ...TOKEN, ...claims });
  const met = (operator: string, key: string, values: unknown, claims: Record<string, unknown>) => decide(policy(statement({ Action: 'sts:*', Condition: { [operator]: { [key]: values } } })), sent(claims)).outcome;

  test.each<[string, Record<string, unknown>]>([
    ['nested', { [NESTED]: { principal_tags: { Team: ['a'], Stage: 'b' }, transitive_tag_keys: ['Team'] } }],
    ['flat', { [`${NESTED}/principal_tags/Team`]: ['a'], [`${NESTED}/principal_tags/Stage`]: 'b', [`${NESTED}/transitive_tag_keys`]: ['Team'] }],
  ])('are read where they are %s', (_name, claims) => {
    expect(met('StringEquals', 'aws:RequestTag/Team', 'a', claims)).toBe('accept');
    expect(met('StringEquals', 'aws:RequestTag/stage', 'b', claims)).toBe('accept');
    expect(met('StringEquals', 'aws:RequestTag/Stage', 'a', claims)).toBe('reject');
    expect(met('StringEquals', 'aws:RequestTag/Other', 'a', claims)).toBe('reject');
    expect(met('ForAllValues:StringEquals', 'aws:TagKeys', ['Team', 'Stage'], claims)).toBe('accept');
    expect(met('ForAllValues:StringEquals', 'aws:TagKeys', ['Team'], claims)).toBe('reject');
    expect(met('ForAnyValue:StringEquals', 'sts:TransitiveTagKeys', 'Team', claims)).toBe('accept');
    expect(met('ForAnyValue:StringEquals', 'sts:TransitiveTagKeys', 'Stage', claims)).toBe('reject');
  });

  test.each<[string, Record<string, unknown>]>([
    ['a value that is no text', { [NESTED]: { principal_tags: { Team: 1 } } }],
    ['a value that is an empty list', { [NESTED]: { principal_tags: { Team: [] } } }],
    ['tags that are no table', { [NESTED]: { principal_tags: 'Team' } }],
    ['nothing but another claim for AWS', { 'https://aws.amazon.com/other': 'x' }],
    ['a list in the place of tags', { [NESTED]: ['Team'] }],
    ['null in the place of tags', { [NESTED]: null }],
  ])('are none with %s', (_name, claims) => {
    expect(decide(policy(statement()), sent(claims)).outcome).toBe('accept');
    expect(met('Null', 'aws:TagKeys', 'true', claims)).toBe('accept');
    expect(met('Null', 'sts:TransitiveTagKeys', 'true', claims)).toBe('accept');
  });

  test('ask for their action, beside what else is told', () => {
    const claims = sent({ [NESTED]: { principal_tags: { Team: ['a'] } }, 'https://aws.amazon.com/source_identity': 'me' });
    expect(decide(policy(statement({ Action: [ACTION, 'sts:TagSession'] })), claims).reasons.filter(({ ok }) => !ok).map(({ expected }) => expected)).toEqual([['sts:SetSourceIdentity']]);
    expect(decide(policy(statement()), claims).reasons.filter(({ ok }) => !ok).map(({ claim, expected }) => [claim, expected])).toEqual([['action', ['sts:TagSession']], ['action', ['sts:SetSourceIdentity']]]);
    expect(decide(policy(statement({ Action: 'sts:*' })), claims).reasons.every(({ ok }) => ok)).toBe(true);
    expect(decide(when('StringEquals', 'sub', 'x'), claims).reasons.filter(({ ok }) => !ok).map(({ claim }) => claim)).toEqual(['sub']);
  });
});

describe('a provider that IAM knows by itself', () => {
  test.each(['accounts.google.com', 'cognito-identity.amazonaws.com', 'graph.facebook.com', 'www.amazon.com'])('is named by its host: %s', host => {
    const document = policy(statement({ Principal: { Federated: host } }));
    expect(decide(document, { iss: `https://${host}`, aud: 'a', sub: 's' }).outcome).toBe('accept');
  });
});
