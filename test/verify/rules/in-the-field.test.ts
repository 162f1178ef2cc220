import { binding, credential, found, GITHUB, github, messages, policy, provider, trustPolicy, vaultRole } from './targets';
import { readText } from '../../../src/verify/readers';

// Classes of trusts as people write them, in words of our own.

const HCP = 'app.terraform.io';
const aws = (issuer: string, claims: Record<string, any>, operator = 'StringLike', audience = 'sts.amazonaws.com') => found(trustPolicy(policy({
  StringEquals: { [`${issuer}:aud`]: audience },
  [`${operator === 'StringEquals' ? 'ForAnyValue:' : ''}${operator}`]: Object.fromEntries(Object.entries(claims).map(([claim, value]) => [claim.startsWith('aws:') ? claim : `${issuer}:${claim}`, value])),
}, issuer)));

describe('subjects', () => {
  test.each<[string, Record<string, any>, string[]]>([
    [GITHUB, { sub: 'repo:my-org/my-app:environment:prod-eu' }, []],
    [GITHUB, { sub: 'repo:my-org/*:job_workflow_ref:my-org/ci/.github/workflows/deploy.yml@refs/tags/v1' }, []],
    [GITHUB, { sub: 'repo:my-org/*:environment:*:job_workflow_ref:my-org/ci/.github/workflows/deploy.yml@*' }, ['warning unpinned-workflow']],
    [GITHUB, { sub: 'repo:my-org/*:job_workflow_ref:*' }, ['error wildcard-repository', 'warning unpinned-workflow']],
    [GITHUB, { sub: 'repository_id:456789:*' }, ['warning any-ref']],
    [GITHUB, { sub: 'repository_owner_id:123456:repository_id:456789:*' }, ['warning any-ref']],
    [GITHUB, { sub: 'repo:my-org/my-app.git:ref:refs/heads/main' }, ['error subject-never-sent']],
    [GITHUB, { sub: 'repo:my-org/my-app:ref:refs/heads/main/' }, ['error subject-never-sent']],
    [GITHUB, { sub: 'repo:my-org/my-app:ref:refs/heads/main,repo:my-org/lib:ref:refs/heads/main' }, ['error subject-never-sent']],
    [GITHUB, { sub: 'repo:my-org/my-app:ref:refs/heads/main:job_workflow_ref:my-org/ci/.github/workflows/d.yml@refs/tags/v1' }, []],
    [GITHUB, { 'sub': 'repo:my-org/my-app:environment:prod', 'aws:PrincipalTag/team': 'x' }, ['error claim-never-sent']],
    [GITHUB, { 'sub': 'repo:my-org/my-app:environment:prod', 'aws:SourceVpc': 'vpc-1', 'aws:RequestTag/team': 'x', 'aws:PrincipalAccount': '123456789012' }, []],
    ['tfe.my-org.example', { sub: 'organization:*' }, ['error wildcard-owner']],
    ['tfe.my-org.example', { sub: 'organization:my-org:project:p:workspace:w:run_phase:apply' }, []],
    ['k8s.my-org.example', { sub: 'system:serviceaccount:*' }, ['error wildcard-repository']],
    ['k8s.my-org.example', { sub: 'system:serviceaccount:apps:deployer' }, []],
    [GITHUB, { sub: 'repo:my-org/my-app:pull_request:main' }, ['error subject-never-sent']],
    [GITHUB, { sub: 'repo:my-org/my-app:environment:prod', repository_id: '3' }, []],
    [GITHUB, { sub: 'repo:my-org@1/my-app@2:environment:prod', repository_id: '3' }, ['error contradiction']],
    [GITHUB, { sub: 'repo:my-org@1/my-app@2:environment:prod', repository_owner_id: '3' }, ['error contradiction']],
    [GITHUB, { job_workflow_ref: 'my-org/my-app/.github/workflows/*' }, ['warning unpinned-workflow']],
    [GITHUB, { job_workflow_ref: '${repository}/.github/workflows/*' }, ['warning unpinned-workflow']],
    [GITHUB, { job_workflow_ref: '${repository}/.github/workflows/${file}' }, []],
    [GITHUB, { sub: '${prefix}/my-app:*' }, ['warning any-ref']],
    [GITHUB, { repository: 'my-org/my-app' }, ['warning any-ref', 'warning identity-provider-control']],
    [GITHUB, { sub: 'repo:my-org/my-app:environment:prod:pull_request' }, ['error subject-never-sent']],
    [GITHUB, { sub: 'workflow:deploy:repo:my-org/my-app:ref:refs/heads/main' }, ['warning abusable-subject-claim']],
    ['gitlab.com', { sub: 'project_path:my-group/my-app:*:ref:main' }, ['warning any-ref']],
    [HCP, { sub: 'organization:my-org:project:p:workspace:w' }, ['error subject-never-sent']],
    [HCP, { sub: 'organization:my-org:workspace:w:run_phase:apply' }, ['error subject-never-sent']],
    [HCP, { sub: 'organization:my-org:workspace:*' }, ['error subject-never-sent']],
    [HCP, { sub: 'organization:my-org:*workspace:w:run_phase:apply' }, []],
    [HCP, { sub: 'organization:my-org:project:p:workspace:w:run_phase:destroy' }, ['error subject-never-sent']],
    [HCP, { sub: 'organization:my-org:project:p:stack:s:deployment:production:operation:apply' }, []],
    [HCP, { sub: 'organization:${organization}:*' }, ['error wildcard-repository']],
    [HCP, { sub: 'organization:${organization}:project:${project}:workspace:${workspace}:run_phase:*' }, ['warning any-ref']],
    ['my-org.semaphoreci.com', { sub: 'org:my-org:project:936a5312:repo:web:ref_type:branch:ref:refs/heads/main' }, []],
    ['my-org.semaphoreci.com', { sub: 'org:my-org:project:936a5312:repo:web:ref_type:branch:ref:refs/heads/*' }, ['warning any-ref']],
    ['my-org.semaphoreci.com', { sub: 'org:my-org:project:*:repo:*:ref_type:branch:ref:refs/heads/main' }, ['error wildcard-repository']],
    ['agent.buildkite.com', { sub: 'organization:my-org:pipeline:my-app:ref:refs/heads/*:commit:*:step:plan' }, ['warning any-ref']],
    ['agent.buildkite.com', { 'sub': 'organization:my-org:*', 'aws:RequestTag/pipeline_id': '018fcfc4', 'aws:RequestTag/build_branch': 'main' }, []],
    ['agent.buildkite.com', { 'sub': 'organization:my-org:*', 'aws:RequestTag/organization_id': '018fcfc4' }, ['error wildcard-repository']],
  ])('%s: of %j says %j', (issuer, claims, expected) => expect(aws(issuer, claims)).toEqual(expected));

  test.each<[string, string[]]>([
    ['sts.aws.amazon.com', ['warning foreign-audience']],
    ['sts.eu-west-1.amazonaws.com', ['warning foreign-audience']],
    ['amazonaws.com', ['warning foreign-audience']],
    ['sts.amazonaws.com.cn', []],
    ['deploy.my-org.example', []],
  ])('the audience %s says %j', (audience, expected) => expect(aws(GITHUB, { sub: 'repo:my-org/my-app:environment:prod' }, 'StringEquals', audience)).toEqual(expected));

  test('an issuer whose path is filled in later is known by its host', () => {
    const circle = 'oidc.circleci.com/org/${organization}';
    expect(found(trustPolicy(policy({ StringEquals: { [`${circle}:aud`]: '${organization}' } }, `arn:aws:iam::123456789012:oidc-provider/${circle}`)))).toEqual(['error no-subject']);
    expect(found(trustPolicy(policy({ StringLike: { [`${circle}:sub`]: 'org/${organization}/project/${project}/user/*' } }, `arn:aws:iam::123456789012:oidc-provider/${circle}`)))).toEqual([]);
  });
});

describe('issuers', () => {
  test.each(['token.actions.github.com', 'token.githubusercontent.com', 'token.action.githubusercontent.com', 'token.actions.githubusercontents.com', 'github.com', 'app.terraform.com'])('%s is taken for another', host => {
    const condition = { StringEquals: { [`${host}:aud`]: 'sts.amazonaws.com', [`${host}:sub`]: 'repo:my-org/my-app:environment:prod' } };
    const ofHost = (all: readonly { readonly rule: string }[]) => all.map(({ rule }) => rule).filter(rule => rule === 'misspelled-issuer');
    expect(ofHost(messages(trustPolicy(policy(condition, host))))).toHaveLength(1);
    expect(ofHost(messages(credential({ issuer: `https://${host}`, subject: 'repo:my-org/my-app:environment:prod' })))).toHaveLength(1);
    expect(ofHost(messages(provider({ issuer: `https://${host}`, condition: 'assertion.repository_owner == "my-org"' })))).toHaveLength(1);
  });

  test.each(['vstoken.actions.githubusercontent.com', 'gitlab.my-org.example', 'gitlab.de', 'git.my-org.example', 'jenkins.my-org.example/oidc', 'my-org.app.spacelift.io', 'github.my-org.example/_services/token'])('%s is its own', host => {
    expect(messages(credential({ issuer: `https://${host}`, subject: 'x' })).map(({ rule }) => rule)).not.toContain('misspelled-issuer');
  });

  test.each<[string, any, string[]]>([
    ['cognito-identity.amazonaws.com', { 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } }, ['error no-subject']],
    ['cognito-identity.amazonaws.com', { 'StringEquals': { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:1' }, 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } }, []],
    ['accounts.google.com', undefined, ['error no-subject']],
    ['accounts.google.com', { StringEquals: { 'accounts.google.com:oaud': 'x' } }, []],
    ['www.amazon.com', { StringEquals: { 'www.amazon.com:app_id': 'x' } }, []],
    ['my-org.okta.com', undefined, []],
    ['login.my-org.example', { StringEquals: { 'login.my-org.example:aud': '0oa1' } }, []],
    ['git.my-org.example', { StringEquals: { 'git.my-org.example:aud': 'https://git.my-org.example' } }, ['error no-subject']],
    ['jenkins.my-org.example/oidc', { StringEquals: { 'jenkins.my-org.example/oidc:aud': 'sts.amazonaws.com' } }, ['error no-subject']],
    ['jenkins.my-org.example/oidc', { StringLike: { 'jenkins.my-org.example/oidc:sub': '*', 'jenkins.my-org.example/oidc:aud': 'ci' } }, ['error no-subject']],
  ])('of the people of %s, %j: says %j', (issuer, condition, expected) => expect(found(trustPolicy(policy(condition, issuer)))).toEqual(expected));
});

describe('Google, Azure and Vault', () => {
  test('somebody thought of branches and named none', () => {
    expect(found(provider({ condition: 'assertion.repository == "my-org/my-app" && assertion.ref.startsWith("refs/heads/")' }))).toEqual(['warning any-ref']);
    expect(found(provider({ condition: 'assertion.repository == "my-org/my-app" && assertion.ref.startsWith("refs/tags/")' }))).toEqual([]);
    expect(found(provider({ condition: 'assertion.repository == "my-org/my-app"' }), true)).toEqual([]);
  });

  test.each<[string, string[]]>([
    ['assertion.repository == "my-app"', ['error subject-never-sent']],
    ['assertion.repository == "https://github.com/my-org/my-app"', ['error subject-never-sent']],
    ['assertion.repository.startsWith("https://github.com/my-org/")', ['error subject-never-sent']],
    ['assertion.repository_owner == "my-org/my-app"', ['error subject-never-sent']],
    ['assertion.repository_owner_id == "my-org"', ['error subject-never-sent']],
    ['assertion.repository_owner_id == "<OWNER_ID>"', []],
    ['assertion.repository == "my-org/my-app" && assertion.ref == "main"', ['error subject-never-sent']],
    ['assertion.repository == "my-org/my-app" && assertion.ref in ["main", "refs/heads/main"]', ['warning subject-never-sent']],
    ['assertion.repository_owner == "my-org" && assertion.job_workflow_ref == "my-org/ci/.github/workflows/d.yml@main"', ['error subject-never-sent']],
    ['assertion.repository_id == "1" && assertion.ref == "refs/heads/main" && assertion.workflow_ref.startsWith("my-org/my-app/.github/workflows/d.yml@")', []],
    ['assertion.repository == "my-org/my-app" && assertion.ref == "refs/heads/main" && assertion.job_workflow_ref.startsWith("my-org/my-app/.github/workflows/d.yml@")', []],
    ['assertion.repository_id == "1" && assertion.job_workflow_ref.startsWith("my-org/ci/.github/workflows/d.yml@")', ['warning unpinned-workflow']],
    ['assertion.repository == "my-org/my-app" && assertion.job_workflow_ref.endsWith("@refs/heads/main")', []],
  ])('values as they are never sent, and workflows: of %s says %j', (condition, expected) => expect(found(provider({ condition }))).toEqual(expected));

  test('the example of HCP Terraform ends in the middle of a name', () => {
    const hcp = (condition: string) => found(provider({ issuer: `https://${HCP}`, condition }));
    expect(hcp('assertion.sub.startsWith("organization:my-org:project:p:workspace:w")')).toEqual(['warning prefix-without-separator']);
    expect(hcp('assertion.sub.startsWith("organization:my-org:project:p:workspace:w:")')).toEqual([]);
  });

  test('an expression asks for what Entra does not take', () => {
    const sub = "claims['sub'] eq 'repo:my-org/my-app:ref:refs/heads/main'";
    expect(found(credential({ expression: `${sub} and claims['repository_id'] eq '2' and claims['environment'] eq 'prod'` }))).toEqual(['warning claim-never-sent']);
    expect(found(credential({ expression: `${sub} and claims['repository_id'] eq '2' and claims['job_workflow_ref'] eq 'my-org/ci/.github/workflows/d.yml@refs/heads/main'` }))).toEqual([]);
  });

  test('production shares an identity that several credentials or members lead to', () => {
    const of = (...names: string[]) => names.map(name => credential({ subject: `repo:my-org/my-app:environment:${name}` }, 'identity', name));
    expect(found({ targets: of('production', 'staging') })).toEqual(['warning several-environments']);
    expect(found({ targets: [...of('production'), credential({ subject: 'repo:my-org/my-app:environment:staging' }, 'other', 'staging')] })).toEqual([]);
    const members = ['production', 'dev'].map(name => ({ ...binding([`principal://POOL/subject/repo:my-org/my-app:environment:${name}`], { condition: 'assertion.repository_owner_id == "1"' }), id: name }));
    expect(found({ targets: members })).toEqual(['warning several-environments']);
    expect(found({ targets: [members[0], { ...members[1], grant: { role: 'roles/iam.workloadIdentityUser', resource: 'other' } }] })).toEqual([]);
  });

  test.each<[Parameters<typeof vaultRole>[0], string, string[]]>([
    [{ userClaim: '/nomad_job_id', claimMappings: { nomad_job_id: 'nomad_job_id' } }, 'https://nomad.my-org.example', []],
    [{ userClaim: 'sub' }, 'https://jenkins.my-org.example/oidc', ['error audience-only-role']],
    [{ boundSubject: 'secrets_manager', boundClaims: { scope: 'privileged' }, userClaim: 'user_id', boundIssuer: undefined }, '', []],
    [{ boundClaims: { project_id: '22', ref: 'refs/heads/main' } }, 'https://gitlab.com', ['error subject-never-sent']],
    [{ boundClaims: { repository: 'my-org/my-app', ref: '*' }, boundClaimsType: 'glob' }, `https://${GITHUB}`, ['warning any-ref']],
    [{ boundClaims: { repository: 'my-org/my-app', ref: 'refs/heads/*' }, boundClaimsType: 'glob' }, `https://${GITHUB}`, ['warning any-ref']],
    [{ boundClaims: { repository_owner: 'my-org', job_workflow_ref: 'my-org/ci/.github/workflows/d.yml@refs/heads/main' } }, `https://${GITHUB}`, []],
    [{ boundClaims: { sub: 'organization:my-org:pipeline:p:ref:refs/heads/main:commit:*:step:deploy' }, boundClaimsType: 'glob' }, 'https://agent.buildkite.com', []],
    [{ boundClaims: { sub: 'spiffe://my-org.example/region/*/sa/deploy' }, boundClaimsType: 'glob', userClaim: 'sub' }, 'https://spire.my-org.example', []],
  ])('Vault: of %j at %s says %j', (role, issuer, expected) => expect(found(vaultRole(role, issuer))).toEqual(expected));

  test.each<[Record<string, unknown>, string[]]>([
    [{ organization_slug: 'my-org', pipeline_slug: 'my-app', build_branch: 'main' }, []],
    [{ pipeline_slug: 'my-app', build_branch: 'main' }, ['error no-subject']],
    [{ 'oidc.circleci.com/project-id': '1a2b3c4d' }, []],
    [{ repositoryUuid: '{3f2a7a1e-5b1c-4c1d-8e2f-9a0b1c2d3e4f}' }, []],
    [{ branchName: 'main', workspaceUuid: '{3f2a7a1e-5b1c-4c1d-8e2f-9a0b1c2d3e4f}' }, ['error no-subject']],
    [{ spaceId: 'production' }, []],
    [{ runType: 'TRACKED', scope: 'write' }, ['error no-subject']],
  ])('Vault: where nobody says who the issuer is, claims tell: of %j says %j', (boundClaims, expected) => expect(found(vaultRole({ boundClaims, boundIssuer: undefined, userClaim: 'sub' }, ''))).toEqual(expected));

  test('a role of Vault as one writes it is read too', () => {
    const read = (role: object) => found(readText(JSON.stringify({ role_type: 'jwt', user_claim: 'actor', policies: 'deploy', ttl: '10m', ...role }), { file: 'role.json' }));
    expect(read({ bound_audiences: 'https://vault.example.com, other', bound_claims: { repository: 'my-org/my-app', environment: 'prod' } })).toEqual([]);
    expect(read({ bound_claims: { repository: 'my-org/my-app', environment: 'prod' } })).toEqual(['warning missing-audience']);
    const lasting = (ttl: string | number) => read({ bound_audiences: 'https://vault.example.com', bound_claims: { repository: 'my-org/my-app', environment: 'prod' }, ttl });
    for (const ttl of ['12h', '4h1s', '720m', '43200', '1d', 43_200]) expect(lasting(ttl)).toEqual(['warning over-long-session']);
    for (const ttl of ['4h', '240m', '14400s', '14400', 3600, 'soon']) expect(lasting(ttl)).toEqual([]);
  });
});

test('what takes every ref is narrowed by what the remedy says', () => {
  const remedyOf = (issuer: string, sub: string) => messages(trustPolicy(policy({ StringEquals: { [`${issuer}:aud`]: 'x' }, StringLike: { [`${issuer}:sub`]: sub } }, issuer))).find(({ rule }) => rule === 'any-ref')?.remedy;
  expect(remedyOf(GITHUB, 'repo:my-org/my-app:*')).toBe('write "repo:my-org/my-app:environment:production" or "repo:my-org/my-app:ref:refs/heads/main"');
  expect(remedyOf(HCP, 'organization:my-org:project:p:workspace:w:run_phase:*')).toBe('write "organization:my-org:project:p:workspace:w:run_phase:apply"');
  expect(remedyOf(GITHUB, 'repo:${repository}:*')).toBe('name the environment or the branch exactly');
});

test('GitHub, with a hyphen wherever one may stand, is reviewed to the end', () => {
  const document: any = github('repo:my-org/my-app:environment:prod-eu');
  document.Statement[0].Condition.StringEquals[`${GITHUB}:environment`] = 'prod-eu';
  document.Statement[0].Condition.StringEquals[`${GITHUB}:repository`] = 'my-org/my-app';
  expect(found(trustPolicy(document))).toEqual([]);
});

test.each<[object, string[]]>([
  [{ Federated: GITHUB }, []],
  [{ Federated: `https://${GITHUB}` }, ['error wrong-issuer-key', 'error wrong-issuer-key']],
  [{ AWS: `arn:aws:iam::123456789012:oidc-provider/${GITHUB}` }, ['error wrong-action']],
])('a provider is the principal of its own kind: of %j says %j', (principal, expected) => {
  const [statement] = (github('repo:acme/app:environment:production') as any).Statement;
  expect(found(trustPolicy({ Statement: [{ ...statement, Principal: principal }] }))).toEqual(expected);
});

describe('what an identity may do', () => {
  const google = (role: string, type = 'google_project_iam_member', member = 'serviceAccount:${google_service_account.deployer.email}') => ({
    google_iam_workload_identity_pool: { ci: { workload_identity_pool_id: 'ci' } },
    google_iam_workload_identity_pool_provider: {
      github: {
        workload_identity_pool_id: '${google_iam_workload_identity_pool.ci.workload_identity_pool_id}',
        workload_identity_pool_provider_id: 'github',
        attribute_mapping: { 'google.subject': 'assertion.sub' },
        attribute_condition: 'assertion.repository_owner_id == "1"',
        oidc: { issuer_uri: `https://${GITHUB}` },
      },
    },
    google_service_account: { deployer: { account_id: 'deployer' } },
    google_service_account_iam_member: {
      deployer: {
        service_account_id: '${google_service_account.deployer.name}',
        role: 'roles/iam.workloadIdentityUser',
        member: 'principal://iam.googleapis.com/${google_iam_workload_identity_pool.ci.name}/subject/repo:my-org@1/my-app@2:environment:production',
      },
    },
    [type]: { deploys: { project: 'p', role, member } },
  });
  const azure = (role: string, scope: string, holder: object = {}) => ({
    azurerm_user_assigned_identity: { deploy: { name: 'deploy' } },
    azuread_application: { deploy: { display_name: 'deploy' } },
    azuread_service_principal: { deploy: { client_id: '${azuread_application.deploy.client_id}' } },
    azurerm_federated_identity_credential: {
      github: {
        name: 'github',
        parent_id: '${azurerm_user_assigned_identity.deploy.id}',
        audience: ['api://AzureADTokenExchange'],
        issuer: `https://${GITHUB}`,
        subject: 'repo:my-org@1/my-app@2:environment:production',
      },
    },
    azurerm_role_assignment: { deploy: { role_definition_name: role, scope, principal_id: '${azurerm_user_assigned_identity.deploy.principal_id}' } },
    ...holder,
  });
  const application = {
    azurerm_federated_identity_credential: {},
    azuread_application_federated_identity_credential: { github: { display_name: 'github', application_id: '${azuread_application.deploy.id}', audiences: ['api://AzureADTokenExchange'], issuer: `https://${GITHUB}`, subject: 'repo:my-org@1/my-app@2:environment:production' } },
    azurerm_role_assignment: { deploy: { role_definition_name: 'Owner', scope: '${data.azurerm_subscription.current.id}', principal_id: '${azuread_service_principal.deploy.object_id}' } },
  };
  const vault = (policy_: string, name = 'deploy') => ({
    vault_jwt_auth_backend: { github: { path: 'github', oidc_discovery_url: `https://${GITHUB}`, bound_issuer: `https://${GITHUB}` } },
    vault_jwt_auth_backend_role: { deploy: { backend: 'github', role_name: 'deploy', role_type: 'jwt', user_claim: 'repository_id', bound_audiences: ['https://vault.example.com'], bound_subject: 'repo:my-org@1/my-app@2:environment:production', token_policies: [name] } },
    vault_policy: { deploy: { name: 'deploy', policy: policy_ } },
  });
  const SUBSCRIPTION = '/subscriptions/00000000-0000-0000-0000-000000000000';

  test.each<[string, object, number]>([
    ['editor of a project', google('roles/editor'), 1],
    ['administrator of IAM on a folder', google('roles/iam.securityAdmin', 'google_folder_iam_member'), 1],
    ['of a service', google('roles/run.admin'), 0],
    ['editor, but somebody else', google('roles/editor', 'google_project_iam_member', 'serviceAccount:${google_service_account.other.email}'), 0],
    ['owner of a bucket', google('roles/owner', 'google_storage_bucket_iam_member'), 0],
    ['owner of a subscription', azure('Owner', SUBSCRIPTION), 1],
    ['contributor of the current subscription', azure('Contributor', '${data.azurerm_subscription.current.id}'), 1],
    ['owner of a management group', azure('Owner', '/providers/Microsoft.Management/managementGroups/root'), 1],
    ['contributor of a resource group', azure('Contributor', `${SUBSCRIPTION}/resourceGroups/site`), 0],
    ['reader of a subscription', azure('Reader', SUBSCRIPTION), 0],
    ['owner of a subscription, by the principal of an application', azure('', '', application), 1],
    ['every path of Vault', vault('path "*" {\n  capabilities = ["create", "update", "sudo"]\n}'), 1],
    ['reading every path of Vault', vault('path "*" { capabilities = ["read"] }'), 0],
    ['one path of Vault', vault('path "secret/data/site" { capabilities = ["read", "update"] }'), 0],
    ['the root of Vault', vault('', 'root'), 1],
    ['the root of HCP Vault', vault('', 'hcp-root'), 1],
    ['every path of Vault, by a document', { ...vault('${data.vault_policy_document.deploy.hcl}') }, 1],
  ])('%s', (_name, resource, expected) => {
    const data = { vault_policy_document: { deploy: { rule: [{ path: '*', capabilities: ['create', 'update', 'sudo'] }] } } };
    const all = found(readText(JSON.stringify({ resource, data }), { file: 'main.tf.json' }));
    expect(all).toEqual(Array.from({ length: expected }, () => 'warning administrator-permissions'));
  });
});

describe('what can never match is not called open', () => {
  const SUBJECT = 'repo:my-org/my-app:environment:prod';
  const arn = (issuer: string) => `arn:aws:iam::123456789012:oidc-provider/${issuer}`;
  const statement = (given: object) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Federated: arn(GITHUB) }, Action: 'sts:AssumeRoleWithWebIdentity', ...given }] }) as any;
  const condition = (issuer: string) => ({ StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: SUBJECT } });

  test('keys of another issuer', () => {
    expect(found(trustPolicy(policy(condition(GITHUB), `${GITHUB}/my-org`)))).toEqual(['error wrong-issuer-key', 'error wrong-issuer-key']);
    expect(found(trustPolicy(policy({ StringEqualsIfExists: condition(GITHUB).StringEquals }, `${GITHUB}/my-org`)))).toContain('error no-subject');
  });

  test('two providers in one statement, with the keys of one', () => {
    const both = (more: object = {}) => statement({ Principal: { Federated: [arn(GITHUB), arn('gitlab.com')] }, Condition: { ...condition(GITHUB), ...more } });
    expect(messages(trustPolicy(both())).map(({ rule, message }) => `${rule}: ${message}`)).toContain(`wrong-issuer-key: statement 1 names several providers, and no token of "gitlab.com" has the key "${GITHUB}:aud"`);
    expect(found(trustPolicy(both()))).toEqual(['error wrong-issuer-key']);
    expect(found(trustPolicy(statement({ Principal: { Federated: [arn(GITHUB)] }, Condition: condition(GITHUB) })))).toEqual([]);
  });

  test('a provider under AWS', () => {
    expect(found(trustPolicy(statement({ Principal: { AWS: arn(GITHUB) }, Condition: condition(GITHUB) })))).toEqual(['error wrong-action']);
    const details = { RoleDetailList: [{ RoleName: 'deploy', Arn: 'arn:aws:iam::123456789012:role/deploy', AssumeRolePolicyDocument: statement({ Principal: { AWS: [7, arn(GITHUB)] }, Condition: condition(GITHUB) }), RolePolicyList: [], AttachedManagedPolicies: [] }], Policies: [], UserDetailList: [], GroupDetailList: [] };
    expect(found(readText(JSON.stringify(details), { file: 'details.json' }))).toEqual(['error wrong-action']);
  });

  test('an audience that the provider does not take', () => {
    const template = (audience: string, ClientIdList: unknown) => found(readText(JSON.stringify({
      Resources: {
        Provider: { Type: 'AWS::IAM::OIDCProvider', Properties: { Url: `https://${GITHUB}`, ClientIdList } },
        Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: statement({ Principal: { Federated: { 'Fn::GetAtt': ['Provider', 'Arn'] } }, Condition: { StringEquals: { [`${GITHUB}:aud`]: audience, [`${GITHUB}:sub`]: SUBJECT } } }) } },
      },
    }), { file: 'template.json' }));
    expect(template('deploy.my-org.example', ['sts.amazonaws.com'])).toEqual(['error contradiction']);
    expect(template('deploy.my-org.example', ['sts.amazonaws.com', 'deploy.my-org.example'])).toEqual([]);
    expect(template('deploy.my-org.example', [{ Ref: 'AWS::StackName' }])).toEqual([]);
  });
});

test('an operator for ARNs is none that IAM counts as a test of the subject', () => {
  expect(found(trustPolicy(policy({ StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' }, ArnLike: { [`${GITHUB}:sub`]: 'repo:my-org/my-app:environment:prod' } })))).toEqual(['warning identity-provider-control']);
});

describe('Azure DevOps and clusters', () => {
  const ORGANIZATION = 'vstoken.dev.azure.com/8ff3b1c5-0000-4000-8000-000000000000';
  const of = (issuer: string, sub: string | undefined, audience: string) => found(trustPolicy(policy({ StringEquals: { [`${issuer}:aud`]: audience }, ...sub === undefined ? {} : { StringLike: { [`${issuer}:sub`]: sub } } }, issuer)));

  test.each<[string | undefined, string[]]>([
    ['sc://my-org/infra/aws-prod', []],
    ['p://my-org/infra/deploy', []],
    ['sc://my-org/infra/*', []],
    ['sc://my-org/*', ['error wildcard-repository']],
    ['sc://*', ['error wildcard-repository']],
    [undefined, ['error no-subject']],
    ['sc://my-org/infra', ['error subject-never-sent']],
    ['my-org/infra/aws-prod', ['error subject-never-sent']],
    ['repo:my-org/my-app:ref:refs/heads/main', ['error subject-never-sent']],
  ])('the subject %s of Azure DevOps says %j', (sub, expected) => expect(of(ORGANIZATION, sub, 'api://AzureADTokenExchange')).toEqual(expected));

  test.each<[string, string[]]>([
    ['system:serviceaccount:apps:web', []],
    ['serviceaccount:apps:web', ['error subject-never-sent']],
    ['apps:web', ['error subject-never-sent']],
    ['system:serviceaccount:apps', ['error subject-never-sent']],
    ['system:serviceaccount:apps/web', ['error subject-never-sent']],
  ])('the subject %s of a cluster says %j', (sub, expected) => expect(of('oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789', sub, 'sts.amazonaws.com')).toEqual(expected));
});

describe('a policy that IAM refuses as a whole', () => {
  const exact: any = github('repo:my-org/my-app:environment:prod');
  const statement = exact.Statement[0];

  test.each<[string, any, string | undefined]>([
    ['a version of the language that is none', { ...exact, Version: '2023-01-01' }, 'Version is "2023-01-01", and has to be 2012-10-17 or 2008-10-17'],
    ['an effect in other letters', { ...exact, Statement: [{ ...statement, Effect: 'allow' }] }, 'Effect is "allow", and has to be Allow or Deny'],
    ['a list in the list of statements', { ...exact, Statement: [[statement]] }, 'a statement is an object'],
    ['an effect that is filled in later', { ...exact, Statement: [{ ...statement, Effect: '${effect}' }] }, undefined],
    ['permissions, which are no trust', { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] }, undefined],
  ])('%s', (_name, document, why) => {
    const told = messages(trustPolicy(document)).filter(({ rule }) => rule === 'malformed-expression').map(({ message }) => message);
    expect(told).toEqual(why === undefined ? [] : [`IAM refuses the policy: ${why}`]);
  });
});

test('what a request brings along may be allowed by a statement of its own', () => {
  const exact: any = github('repo:my-org/my-app:environment:prod');
  const statement = (Action: string | string[], more: object = {}) => ({ ...exact.Statement[0], Action, ...more });
  const of = (...Statement: object[]) => found(trustPolicy({ Version: '2012-10-17', Statement } as any));
  expect(of(exact.Statement[0], statement('sts:TagSession'))).toEqual([]);
  expect(of(statement(['sts:TagSession', 'sts:SetSourceIdentity']), exact.Statement[0])).toEqual([]);
  expect(of(statement('sts:TagSession'))).toEqual(['error wrong-action']);
  expect(of(exact.Statement[0], statement('sts:TagSession', { Principal: { Federated: 'arn:aws:iam::123456789012:oidc-provider/gitlab.com' } }))).toContain('error wrong-action');
});

test('a condition that is vacuous weighs less beside a subject that says all', () => {
  const of = (sub: string, claim: string) => found(trustPolicy(policy({
    StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' }, StringLike: { [`${GITHUB}:sub`]: sub }, StringEqualsIfExists: { [`${GITHUB}:${claim}`]: 'prod' },
  })));
  expect(of('repo:my-org/my-app:environment:prod', 'workflow')).toEqual(['warning vacuous-condition']);
  expect(of('repo:my-org/my-app:*', 'environment')).toContain('error vacuous-condition');
});

test.each<[string, string[]]>([
  ['space:*:stack:prod:run_type:TRACKED:scope:write', []],
  ['space:*:stack:*:run_type:TRACKED:scope:write', ['error wildcard-repository']],
  ['space:*:run_type:TRACKED:scope:write', ['error wildcard-repository']],
  ['space:*', ['error wildcard-repository']],
])('a stack of Spacelift has one name in all spaces: of %s says %j', (sub, expected) => expect(aws('my-org.app.spacelift.io', { sub }, 'StringLike', 'my-org.app.spacelift.io')).toEqual(expected));
