import { binding, credential, found, GITHUB, messages, provider, vaultRole } from './targets';
import { Late } from '../../../src/private/late';
import { readText } from '../../../src/verify/readers';

const MAPPING = { 'google.subject': 'assertion.sub', 'attribute.repository': 'assertion.repository', 'attribute.owner_id': 'assertion.repository_owner_id', 'attribute.fast': 'assertion.repository_id + ":" + assertion.environment' };

describe('a provider of Google', () => {
  test.each([
    'assertion.repository_owner == "acme"',
    "assertion.repository_owner=='acme'",
    'assertion.repository_owner_id == "123456"',
    'assertion.repository_owner_id == "123456" && assertion.ref == "refs/heads/main"',
    'assertion.repository == "acme/app"',
    'attribute.repository == "acme/app"',
    'assertion.repository in ["acme/app", "acme/other"]',
    'assertion.repository_owner_id in ["1", "2"]',
    'assertion.repository.startsWith("acme/")',
    'assertion.sub == "repo:acme/app:environment:production"',
    'assertion.sub.startsWith("repo:acme/app:")',
    'assertion.repository.matches("^acme/(app|other)$")',
    'assertion.repository_owner == "acme" || assertion.repository == "beta/app"',
    '(assertion.repository_owner == "acme") && (assertion.event_name != "pull_request")',
    '["acme/app", "acme/other"].exists(r, assertion.repository == r)',
    '{"acme": true, "beta": true}[assertion.repository_owner]',
    'assertion.repository_owner.lowerAscii() == "acme"',
    'assertion.repository.split("/")[0] == "acme"',
    '"acme" == assertion.repository_owner',
    'assertion.repository.split("/")[0] in ["acme", "beta"]',
    'assertion.sub.split(":")[1] == "acme/app"',
    'assertion.sub.extract("repo:{owner}/") == "acme"',
    'assertion.repository_owner == "acme" && assertion.ref.extract("refs/heads/{branch}") == "main"',
    'assertion.repository_owner == "acme" && assertion.ref != "" && assertion.repository.size() > 0',
    'assertion.repository_owner == "acme" && assertion.environment != null',
    '"environment" in assertion && assertion.repository_owner == "acme"',
    'assertion.repository_owner == "acme" && type(assertion.aud) == string',
    'assertion.repository_owner == "acme" && has(assertion.environment)',
    'assertion.environment == "production" ? assertion.repository == "acme/app" : assertion.repository == "acme/dev"',
  ])('finds nothing in the condition %s', condition => expect(found(provider({ condition, mapping: MAPPING }))).toEqual([]));

  test.each<[string, string, string[]]>([
    ['the last of as many alternatives as fit', `${Array.from({ length: 110 }, (_, i) => `assertion.repository=="acme/${i}"`).join('||')}||assertion.ref == "refs/heads/main"`, ['error condition-without-tenant']],
    ['the last of more alternatives than Google takes', `${Array.from({ length: 300 }, (_, i) => `assertion.repository == "acme/${i}"`).join(' || ')} || assertion.ref == "refs/heads/main"`, ['error malformed-expression']],
    ['choices within choices', Array.from({ length: 30 }).reduce<string>(inner => `(${inner} ? assertion.ref == "a" : assertion.ref == "b")`, 'assertion.ref == "c"'), []],
    ['a part far down a list', 'assertion.repository_owner == "acme" && assertion.ref.split("/")[1000000000] == "x"', []],
    ['a part before a list', 'assertion.repository_owner == "acme" && assertion.ref.split("/")[-1] == "x"', []],
    ['quotes without an end', `"${'\\"'.repeat(200_000)}`, ['error malformed-expression']],
    ['quotes without an end that fit', `"${'\\"'.repeat(2_000)}`, ['error malformed-expression']],
    ['loops within loops', Array.from({ length: 30 }).reduce<string>((inner, _, i) => `["a", "b"].exists(x${i}, ${inner})`, 'assertion.ref == "c"'), []],
  ])('is judged in no time, whatever its size: %s', (_name, condition, expected) => expect(found(provider({ condition, mapping: MAPPING }))).toEqual(expected), 5000);

  test.each<[string | undefined, string[]]>([
    [undefined, ['error condition-missing']],
    [' ', ['error condition-missing']],
    ['true', ['error condition-always-true']],
    ['1 == 1', ['error condition-always-true']],
    ['attribute.repository == assertion.repository', ['error condition-always-true']],
    ['assertion.repository == assertion.repository', ['error condition-always-true']],
    ['assertion.repository_owner_id != ""', ['error condition-always-true']],
    ['has(assertion.repository)', ['error condition-always-true']],
    ['assertion.repository_owner == "acme" || true', ['error condition-always-true']],
    ['assertion.sub.startsWith("")', ['error condition-always-true']],
    ['assertion.repository.matches(".*")', ['error condition-always-true', 'warning unanchored-match']],
    ['assertion.repository.size() > 0', ['error condition-always-true']],
    ['size(assertion.repository) >= 1', ['error condition-always-true']],
    ['0 < assertion.repository.size()', ['error condition-always-true']],
    ['!(assertion.repository.size() == 0)', ['error condition-always-true']],
    ['assertion.repository.split("/").size() == 2', ['error condition-always-true']],
    ['assertion.repository != null', ['error condition-always-true']],
    ['type(assertion.repository) == string', ['error condition-always-true']],
    ['"repository" in assertion', ['error condition-always-true']],
    ['assertion.repository.size() > 0 && assertion.ref == "refs/heads/main"', ['error condition-without-tenant']],
    ['assertion.environment != null', ['error condition-without-tenant']],
    ['assertion.repository_owner in []', ['error contradiction']],
    ['assertion.repository_owner == "acme" && assertion.ref in []', ['error contradiction']],
    ['assertion.repository.split("/")[1] == "app"', ['error wildcard-owner']],
    ['assertion.repository.split("/")[0].startsWith("acme")', ['error prefix-without-separator']],
    ['assertion.sub.extract(":ref:{ref}") == "refs/heads/main"', ['error wildcard-owner']],
    ['assertion.ref == "refs/heads/main"', ['error condition-without-tenant']],
    ['assertion.environment == "production"', ['error condition-without-tenant']],
    ['assertion.actor == "octocat"', ['error condition-without-tenant']],
    ['assertion.repository_owner != "mallory"', ['error condition-without-tenant']],
    ['assertion.repository_owner == "acme" || assertion.ref == "refs/heads/main"', ['error condition-without-tenant']],
    ['assertion.sub.endsWith(":ref:refs/heads/main")', ['error wildcard-owner']],
    ['assertion.sub.contains("acme/app")', ['error wildcard-owner']],
    ['assertion.repository.endsWith("/app")', ['error wildcard-owner']],
    ['assertion.repository.startsWith("acme")', ['error prefix-without-separator']],
    ['assertion.repository_owner.startsWith("acme")', ['error prefix-without-separator']],
    ['assertion.sub.startsWith("repo:acme")', ['error prefix-without-separator']],
    ['assertion.repository_owner_id == 123456', ['error number-for-text']],
    ['assertion.repository_owner_id != 123456', ['error condition-without-tenant', 'error number-for-text']],
    ['assertion.repository_owner_id in [1, 2]', ['error number-for-text']],
    ['assertion.repository.matches("acme/app")', ['error wildcard-owner', 'warning unanchored-match']],
    ['assertion.repository.matches("^acme/app|beta/app$")', ['error wildcard-owner', 'warning prefix-without-separator', 'warning unanchored-match']],
    ['attribute.owner == "acme"', ['error mapping-mismatch']],
    ['assertion.repository_owner == "acme" && assertion.repository == "beta/app"', ['error contradiction']],
    ['assertion.owner == "acme"', ['error condition-without-tenant', 'warning claim-never-sent']],
    ['assertion.repository_owner = "acme"', ['error malformed-expression']],
    ['assertion.repository_owner == "acme" and assertion.ref == "refs/heads/main"', ['error malformed-expression']],
    ['assertion.repository_owner == "acme', ['error malformed-expression']],
    ['(assertion.repository_owner == "acme"', ['error malformed-expression']],
    ['assertion.repository_owner == "acme" && assertion.ref.matches("^refs/heads/(?!dev)")', ['error malformed-expression', 'warning unanchored-match']],
    ['assertion.repository_owner == "acme" && assertion.ref.matches("^refs/heads/a{1001}$")', ['error malformed-expression']],
    ['assertion.repository_owner == "acme" && assertion.ref.matches("^refs/heads/\\\\pL+$")', []],
    [`assertion.repository_owner == "acme" && assertion.ref == "refs/heads/${'x'.repeat(4096)}"`, ['error malformed-expression']],
    ['assertion.sub == "repo:acme/*"', ['error wildcard-in-equality']],
    [`assertion.sub == "repo:${'a'.repeat(39)}/${'b'.repeat(80)}:ref:refs/heads/main"`, ['error subject-over-limit']],
  ])('of the condition %s says %j', (condition, expected) => expect(found(provider({ condition, mapping: MAPPING }))).toEqual(expected));

  test.each<[string, string | undefined, string[]]>([
    ['https://gitlab.com', 'assertion.namespace_id == "72"', []],
    ['https://gitlab.com', 'assertion.project_id == "20" && assertion.ref_protected == "true"', []],
    ['https://gitlab.com', 'assertion.namespace_path.startsWith("acme/")', []],
    ['https://gitlab.com', 'assertion.project_path.startsWith("acme")', ['error prefix-without-separator']],
    ['https://gitlab.com', 'assertion.project_id == 20', ['error number-for-text']],
    ['https://gitlab.com', 'assertion.namespace_id == "72" && assertion.ref_protected == true', ['error number-for-text']],
    ['https://gitlab.com', 'assertion.aud == "x"', ['error condition-without-tenant']],
    ['https://gitlab.com', undefined, ['error condition-missing']],
    ['https://gitlab.example.com', undefined, []],
    ['https://app.terraform.io', 'assertion.terraform_organization_id == "org-1"', []],
    ['https://app.terraform.io', 'assertion.sub.startsWith("organization:acme:project:p:workspace:w:")', []],
    ['https://app.terraform.io', 'assertion.terraform_workspace_name == "production"', ['error condition-without-tenant']],
    ['https://oidc.circleci.com/org/2a3b4c5d-1111-2222-3333-444455556666', "assertion['oidc.circleci.com/project-id'] == '76543210' && assertion['oidc.circleci.com/ssh-rerun'] == false", []],
    ['https://accounts.example.com', undefined, []],
    ['https://container.googleapis.com/v1/projects/p/locations/l/clusters/c', undefined, []],
  ])('%s: of the condition %s says %j', (issuer, condition, expected) => expect(found(provider({ condition, issuer }))).toEqual(expected));

  test.each<[string, string | undefined, string[]]>([
    ["'ci'", undefined, ['error constant-subject']],
    ['"github/" + "ci"', undefined, ['error constant-subject']],
    ['assertion.iss', undefined, ['error constant-subject']],
    ['assertion.aud', undefined, ['error constant-subject']],
    ["'ci'", 'assertion.sub == "repo:acme/app:environment:production"', ['warning constant-subject']],
    ["'github::' + assertion.sub", undefined, []],
    ['assertion.repository', undefined, []],
    ["assertion.sub.split('/sc/')[1]", undefined, []],
    ["assertion.sub.extract('repo:{repository}:')", undefined, []],
    ["assertion['sub']", undefined, []],
    ["has(assertion.environment) ? assertion.environment : 'none'", undefined, []],
    ["'${var.subject}'", undefined, []],
  ])('google.subject as %s says %j', (subject, condition, expected) => {
    expect(found(provider({ condition: condition ?? 'assertion.repository_owner_id == "123456"', mapping: { 'google.subject': subject } }))).toEqual(expected);
  });

  test('a template of Terraform in the condition is not known yet', () => {
    expect(found(provider({ condition: "assertion.repository_owner == '${var.owner}'" }))).toEqual([]);
    expect(found(provider({ condition: "assertion.repository.startsWith('${var.owner}/')" }))).toEqual([]);
  });

  test('the audiences of others', () => expect(found(provider({ condition: 'assertion.repository_owner == "acme"', audiences: ['sts.amazonaws.com'] }))).toEqual(['warning foreign-audience']));
});

describe('a binding of Google', () => {
  const condition = 'assertion.repository_owner_id == "123456"';
  test.each<[string, string[]]>([
    ['principal://POOL/subject/repo:acme/app:environment:production', []],
    ['principalSet://POOL/attribute.repository/acme/app', []],
    ['principalSet://POOL/attribute.fast/456789:production', []],
    ['principalSet://POOL/attribute.owner_id/123456', ['error wildcard-repository']],
    ['principalSet://POOL/*', ['error whole-pool-member', 'error wildcard-repository']],
    ['principalSet://POOL/attribute.repository_owner/acme', ['error mapping-mismatch']],
    ['principalSet://POOL/attribute.owner_id/acme', ['error contradiction', 'error mapping-mismatch', 'error wildcard-repository']],
    ['principalSet://POOL/attribute.repository/app', ['error mapping-mismatch']],
    ['principal://POOL/subject/repo:acme/app:*', ['error wildcard-in-equality']],
    ['principal://POOL/subject/repo:acme/app:pull_request', ['warning pull-request-subject']],
  ])('of the member %s says %j', (member, expected) => expect(found(binding([member], { condition, mapping: MAPPING }))).toEqual(expected));

  test('whoever starts a job is not whose job it is', () => {
    const mapping = { 'google.subject': 'assertion.sub', 'attribute.actor': 'assertion.actor' };
    const of = (given: Parameters<typeof binding>[1]) => found(binding(['principalSet://POOL/attribute.actor/octocat'], given));
    expect(of({ mapping })).toEqual(['error wildcard-repository']);
    expect(of({ mapping: {}, issuer: '' })).toEqual(['error wildcard-repository']);
    expect(of({ mapping, condition: 'assertion.repository == "acme/app"' })).toEqual([]);
    expect(of({ mapping, condition })).toEqual(['error wildcard-repository']);
  });

  test('a whole repository is a note, which is what Google advises', () => {
    expect(messages(binding(['principalSet://POOL/attribute.repository/acme/app'], { condition, mapping: MAPPING })).map(({ rule, severity }) => `${severity} ${rule}`)).toContain('note any-ref');
  });

  test('a member that the condition keeps out', () => {
    expect(found(binding(['principalSet://POOL/attribute.repository/acme/app'], { condition: 'assertion.repository == "acme/other"', mapping: MAPPING }))).toEqual(['error contradiction']);
    expect(found(binding(['principalSet://POOL/attribute.repository/beta/app'], { condition: 'assertion.repository_owner == "acme"', mapping: MAPPING }))).toEqual(['error contradiction']);
  });
});

describe('a credential of Azure', () => {
  test.each<[string, string[]]>([
    ['repo:acme/app:environment:production', []],
    ['repo:acme/app:ref:refs/heads/main', []],
    ['repo:acme@1/app@2:ref:refs/heads/main', []],
    ['repo:acme/app:ref:refs/tags/v1.0', []],
    ['repo:acme/app:pull_request', ['warning pull-request-subject']],
    ['repo:acme/*', ['error wildcard-in-equality']],
    ['repo:acme/app:*', ['error wildcard-in-equality']],
    ['repo:acme/app:ref:refs/heads/main ', ['error subject-never-sent']],
    ['repo:acme/app:refs:refs/heads/main', ['error subject-never-sent']],
    ['repo:acme/app:ref:main', ['error subject-never-sent']],
    ['acme/app', ['error subject-never-sent']],
    [`repo:acme/app:environment:${'e'.repeat(600)}`, ['error subject-over-limit']],
  ])('of the subject %s says %j', (subject, expected) => expect(found(credential({ subject }))).toEqual(expected));

  test.each<[string, string, string[]]>([
    ['https://gitlab.com', 'project_path:g/p:ref_type:branch:ref:main', []],
    ['https://gitlab.com', 'project_path:g/*', ['error wildcard-in-equality']],
    ['https://app.terraform.io', 'organization:o:project:p:workspace:w:run_phase:apply', []],
    ['https://vstoken.dev.azure.com/8ff3b1c5', 'sc://org/project/connection', []],
    ['https://login.microsoftonline.com/1/v2.0', '/eid1/c/pub/t/a/a/b/sc/c/d', []],
    ['https://eastus.oic.prod-aks.azure.com/t/g/', 'system:serviceaccount:default:app', []],
    [`https://${GITHUB}/`, 'repo:acme/app:environment:production', ['error misspelled-issuer']],
  ])('%s: of the subject %s says %j', (issuer, subject, expected) => expect(found(credential({ issuer, subject }))).toEqual(expected));

  test.each<[string, string[]]>([
    ["claims['sub'] eq 'repo:acme/app:ref:refs/heads/main'", []],
    ["claims['sub'] matches 'repo:acme/app:environment:preview-*' and claims['repository_id'] eq '2'", []],
    ["claims['sub'] matches 'repo:acme/*'", ['error wildcard-repository']],
    ["claims['sub'] matches 'repo:acme/*' and claims['repository_id'] eq '2'", ['warning any-ref']],
    ["claims['sub'] matches 'repo:acme/app:ref:refs/heads/*'", ['warning any-ref']],
    ["claims['sub'] matches 'repo:acme/app:ref:refs/heads/????'", ['warning any-ref']],
    ["claims['sub'] == 'repo:acme/app:environment:prod'", ['error malformed-expression']],
    ["claims['sub'] eq 'repo:acme/app:environment:prod' or claims['sub'] eq 'repo:acme/app:environment:dev'", ['error malformed-expression']],
    ["claims['sub'] eq 'repo:acme/app:environment:prod' && claims['repository_id'] eq '2'", ['error malformed-expression']],
    ["claims['sub'] startsWith 'repo:acme/'", ['error malformed-expression']],
    ["claims['sub'] matches '*'", ['error no-subject']],
    ["claims['sub'] eq 'repo:acme/app:*'", ['error wildcard-in-equality']],
    ["claims['sub'] eq 'repo:acme/app:pull_request'", ['warning pull-request-subject']],
    ["claims['job_workflow_ref'] matches 'acme/ci/.github/workflows/*@refs/heads/main' and claims['sub'] eq 'repo:acme/app:ref:refs/heads/main'", []],
  ])('of the expression %s says %j', (expression, expected) => expect(found(credential({ expression }))).toEqual(expected));

  test('audiences', () => {
    const subject = 'repo:acme/app:environment:production';
    expect(found(credential({ subject, audience: 'api://AzureADTokenExchangeUSGov' }))).toEqual([]);
    expect(found(credential({ subject, audience: 'sts.amazonaws.com' }))).toEqual(['warning foreign-audience']);
    expect(found(credential({ subject, audience: 'api://AzureAdTokenExchange' }))).toEqual(['warning foreign-audience']);
    expect(found(credential({ subject: undefined, unresolved: ['subject'] }))).toEqual([]);
  });

  test('what is known of a subject counts', () => {
    const late = (...parts: ConstructorParameters<typeof Late>[0]) => credential({ unresolved: ['subject'], late: { subject: new Late(parts) } });
    expect(found(late({ late: 'var.subject' }))).toEqual([]);
    expect(found(late('repo:acme/', { late: 'var.repository' }, ':environment:production'))).toEqual(found(credential({ subject: 'repo:acme/app:environment:production' })));
    expect(found(late('repo:acme/', { late: 'var.repository' }, ':pull_request'))).toEqual(['warning pull-request-subject']);
  });

  test('fails over twenty on one identity', () => {
    const credentials = (count: number) => ({ targets: Array.from({ length: count }, (_, index) => credential({ subject: `repo:acme/app${index}:environment:production` }, 'identity', `credential-${index}`)) });
    expect(found(credentials(20))).toEqual([]);
    expect(found(credentials(21))).toEqual(['error too-many-credentials']);
  });
});

describe('a role of Vault', () => {
  test.each<[Parameters<typeof vaultRole>[0], string[]]>([
    [{ boundSubject: 'repo:acme/app:environment:production' }, []],
    [{ boundClaims: { repository: 'acme/app', ref: 'refs/heads/main' } }, []],
    [{ boundClaims: { repository: 'acme/app' } }, ['warning any-ref']],
    [{ boundClaims: { repository_owner_id: '1', repository_id: '2', environment: 'production' } }, []],
    [{ boundClaims: { sub: ['repo:acme/app:environment:production', 'repo:acme/app:ref:refs/heads/main'] } }, []],
    [{ boundClaims: { sub: 'repo:acme/app:ref:refs/heads/release/*' }, boundClaimsType: 'glob' }, []],
    [{}, ['error audience-only-role']],
    [{ boundClaims: { aud: 'https://vault.example.com' } }, ['error audience-only-role']],
    [{ boundClaims: { sub: '*' }, boundClaimsType: 'glob' }, ['error no-subject']],
    [{ boundClaims: { ref: 'refs/heads/main' } }, ['error no-subject']],
    [{ boundClaims: { sub: 'repo:acme/*' }, boundClaimsType: 'glob' }, ['error wildcard-repository']],
    [{ boundClaims: { sub: 'repo:acme/*:ref:refs/heads/main' }, boundClaimsType: 'glob' }, ['error wildcard-repository', 'warning glob-crosses-slash']],
    [{ boundClaims: { sub: 'repo:acme/app:*' }, boundClaimsType: 'glob' }, ['warning any-ref']],
    [{ boundClaims: { repository: 'acme/*' }, boundClaimsType: 'glob' }, ['error wildcard-repository', 'warning glob-crosses-slash']],
    [{ boundClaims: { sub: 'repo:acme/app:*' } }, ['error wildcard-in-equality']],
    [{ boundClaims: { repository_owner: 'acme' } }, ['error wildcard-repository']],
    [{ boundClaims: { repository: 'acme/app', ref: 'refs/heads/main', event: 'push' } }, ['warning claim-never-sent']],
    [{ boundSubject: 'repo:acme/app:environment:production', boundAudiences: [] }, ['warning missing-audience']],
    [{ boundSubject: 'repo:acme/app:environment:production', boundAudiences: ['sts.amazonaws.com'] }, ['warning foreign-audience']],
    [{ boundSubject: 'repo:acme/app:environment:production', boundAudiences: ['https://github.com/acme'] }, []],
    [{ boundClaims: {}, unresolved: ['bound_claims'] }, []],
    [{ boundClaims: { repository: 'acme/app', environment: 'production' }, roleType: 'oidc' }, ['error oidc-role-type']],
    [{ boundClaims: { repository: 'acme/*' }, boundClaimsType: 'glob', roleType: 'oidc' }, ['error oidc-role-type', 'error wildcard-repository', 'warning glob-crosses-slash']],
    [{ boundClaims: {}, roleType: 'oidc' }, ['error audience-only-role', 'error oidc-role-type']],
    [{ boundClaims: { repository: 'acme/app', environment: 'production' }, roleType: 'oidc', unresolved: ['role_type'] }, []],
    [{ boundClaims: { repository: [], environment: 'production' } }, ['error contradiction']],
  ])('of %j says %j', (role, expected) => expect(found(vaultRole(role))).toEqual(expected));

  test.each<[Parameters<typeof vaultRole>[0], string, string[]]>([
    [{ boundClaims: {}, roleType: 'oidc', userClaim: 'email' }, 'https://my-org.okta.com', []],
    [{ boundClaims: { groups_direct: ['acme/ops'] }, roleType: 'oidc', userClaim: 'sub' }, 'https://gitlab.com', []],
    [{ boundClaims: { project_id: '22', ref: 'main', ref_type: 'branch' }, roleType: 'oidc' }, 'https://gitlab.com', ['error oidc-role-type']],
    [{ boundClaims: {}, roleType: 'oidc', userClaim: 'email' }, 'https://gitlab.example.com', []],
  ])('people sign in with a role of type oidc, jobs do not: of %j at %s says %j', (role, issuer, expected) => expect(found(vaultRole(role, issuer))).toEqual(expected));

  test('a role in Terraform that names no type is of the type for people', () => {
    const read = (role: object) => found(readText(JSON.stringify({
      resource: {
        vault_jwt_auth_backend: { github: { path: 'github', oidc_discovery_url: `https://${GITHUB}`, bound_issuer: `https://${GITHUB}` } },
        vault_jwt_auth_backend_role: { deploy: { backend: 'github', role_name: 'deploy', user_claim: 'repository_id', bound_audiences: ['https://vault.example.com'], bound_claims: { repository: 'acme/app', environment: 'production' }, ...role } },
      },
    }), { file: 'main.tf.json' }));
    expect(read({})).toEqual(['error oidc-role-type']);
    expect(read({ role_type: 'oidc' })).toEqual(['error oidc-role-type']);
    expect(read({ role_type: '${var.type}' })).toEqual([]);
    expect(read({ role_type: 'jwt' })).toEqual([]);
  });

  test.each<[Parameters<typeof vaultRole>[0], string[]]>([
    [{ boundClaims: { project_id: '22', ref: 'main', ref_type: 'branch' } }, []],
    [{ boundClaims: { project_id: '22', ref_protected: 'true', ref_type: 'branch', ref: 'auto-deploy-*' }, boundClaimsType: 'glob' }, []],
    [{ boundClaims: { namespace_id: '9', ref_protected: 'true' } }, ['error wildcard-repository']],
    [{ boundClaims: { project_path: 'group/*', ref: 'main' }, boundClaimsType: 'glob' }, ['error wildcard-repository', 'warning glob-crosses-slash']],
    [{ boundClaims: { project_id: '*' }, boundClaimsType: 'glob' }, ['error no-subject']],
    [{ boundClaims: { project_id: '22', ref_protected: true } }, ['error number-for-text']],
    [{ boundClaims: { user_login: 'root' } }, []],
  ])('GitLab: of %j says %j', (role, expected) => expect(found(vaultRole(role, 'https://gitlab.example.com'))).toEqual(expected));
});
