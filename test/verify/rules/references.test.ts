import { found, GITHUB, policy } from './targets';
import { readText } from '../../../src/verify/readers';

// Trusts with references that only a deployment resolves: what is known beside them counts, and what is not is no finding.

test('a variable of Terraform is open where its default is, and not known where it is not', () => {
  const configuration = (declared: object | object[], subject = 'repo:${var.repository}:environment:production') => found(readText(JSON.stringify({
    variable: { repository: declared },
    resource: { aws_iam_role: { deploy: { name: 'deploy', assume_role_policy: JSON.stringify(policy({ StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' }, StringLike: { [`${GITHUB}:sub`]: subject } })) } } },
  }), { file: 'main.tf.json' }));
  expect(configuration({ type: 'string', default: '*' })).toEqual(['error wildcard-owner']);
  expect(configuration([{ type: 'string', default: 'acme/*' }])).toEqual(['error wildcard-repository']);
  expect(configuration({ default: '*' }, 'repo:acme/app:ref:refs/heads/${var.repository}')).toEqual(['warning any-ref']);
  expect(configuration({ default: ['acme/app', '*'] }, 'repo:${var.repository[1]}:environment:production')).toEqual(['error wildcard-owner']);
  expect(configuration({ default: 'acme/app' })).toEqual([]);
  expect(configuration({ default: 'acme/app', description: 'not *' })).toEqual([]);
  expect(configuration({ type: 'string' })).toEqual([]);
});

describe('the issuer in the keys of a configuration is that of the provider', () => {
  const PROVIDER = 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com';
  const role = (key: string, subject: string, principal = '${aws_iam_openid_connect_provider.github.arn}') => found(readText(JSON.stringify({
    data: {
      aws_iam_policy_document: {
        trust: {
          statement: [{
            actions: ['sts:AssumeRoleWithWebIdentity'],
            principals: [{ type: 'Federated', identifiers: [principal] }],
            condition: [{ test: 'StringEquals', variable: `${key}:aud`, values: ['sts.amazonaws.com'] }, { test: 'StringLike', variable: `${key}:sub`, values: [subject] }],
          }],
        },
      },
    },
    resource: {
      aws_iam_openid_connect_provider: { github: { url: `https://${GITHUB}`, client_id_list: ['sts.amazonaws.com'] } },
      aws_iam_role: { deploy: { name: 'deploy', assume_role_policy: '${data.aws_iam_policy_document.trust.json}' } },
    },
  }), { file: 'main.tf.json' }));

  test.each([
    '${aws_iam_openid_connect_provider.github.url}',
    '${replace(aws_iam_openid_connect_provider.github.url, "https://", "")}',
    '${trimprefix(aws_iam_openid_connect_provider.github.url, "https://")}',
    '${replace(data.aws_eks_cluster.this.identity[0].oidc[0].issuer, "https://", "")}',
    '${local.issuer}',
    '${var.host}',
    'token.actions.githubusercontent.com',
  ])('as %s', key => {
    expect(role(key, 'repo:acme/app:environment:production')).toEqual([]);
    expect(role(key, 'repo:acme/app:environment:production', PROVIDER)).toEqual([]);
    expect(role(key, 'repo:acme/*')).toEqual(['error wildcard-repository']);
    expect(role(key, 'repo:acme/*', PROVIDER)).toEqual(['error wildcard-repository']);
  });

  test('that of another one is not', () => {
    expect(role('gitlab.com', 'project_path:acme/app:ref_type:branch:ref:main', PROVIDER)).toEqual(['error wrong-issuer-key', 'error wrong-issuer-key']);
  });
});

test('a condition that holds an expression of Terraform is none of CEL yet', () => {
  const of = (attribute_condition: string) => found(readText(JSON.stringify({
    resource: { google_iam_workload_identity_pool_provider: { github: { workload_identity_pool_id: 'ci', workload_identity_pool_provider_id: 'github', attribute_mapping: { 'google.subject': 'assertion.sub' }, attribute_condition, oidc: { issuer_uri: `https://${GITHUB}` } } } },
  }), { file: 'main.tf.json' }));
  expect(of('assertion.repository_owner == "acme" && assertion.repository in [${join(", ", [for r in var.repositories : "\"acme/${r}\"" if r => 1 = 2])}]')).toEqual([]);
  expect(of('assertion.repository_owner = "acme"')).toEqual(['error malformed-expression']);
});

test('a condition that is a variable is missing where its default is nothing', () => {
  const provider_ = (declared: object) => found(readText(JSON.stringify({
    variable: { condition: declared },
    resource: { google_iam_workload_identity_pool_provider: { github: { workload_identity_pool_id: 'ci', workload_identity_pool_provider_id: 'github', attribute_mapping: { 'google.subject': 'assertion.sub' }, attribute_condition: '${var.condition}', oidc: { issuer_uri: `https://${GITHUB}` } } } },
  }), { file: 'main.tf.json' }));
  expect(provider_({ type: 'string', default: null })).toEqual(['error condition-missing']);
  expect(provider_({ type: 'string', default: '' })).toEqual(['error condition-missing']);
  expect(provider_({ type: 'string' })).toEqual([]);
  expect(provider_({ type: 'string', default: 'assertion.repository_owner == "acme"' })).toEqual([]);
});

test('a list of subjects in a variable of Terraform is its default, where that is open', () => {
  const document = (subjects: string[]) => found(readText(JSON.stringify({
    variable: { subjects: { default: subjects } },
    data: {
      aws_iam_policy_document: {
        trust: {
          statement: [{
            actions: ['sts:AssumeRoleWithWebIdentity'],
            principals: [{ type: 'Federated', identifiers: [`arn:aws:iam::123456789012:oidc-provider/${GITHUB}`] }],
            condition: [{ test: 'StringEquals', variable: `${GITHUB}:aud`, values: ['sts.amazonaws.com'] }, { test: 'StringLike', variable: `${GITHUB}:sub`, values: '${var.subjects}' }],
          }],
        },
      },
    },
    resource: { aws_iam_role: { deploy: { name: 'deploy', assume_role_policy: '${data.aws_iam_policy_document.trust.json}' } } },
  }), { file: 'main.tf.json' }));
  expect(document(['repo:acme/app:environment:production', 'repo:acme/*'])).toEqual(['error wildcard-repository']);
  expect(document(['repo:acme/app:environment:production'])).toEqual([]);
});

describe('what is written around a reference of Terraform counts', () => {
  const azure = (subject: string) => found(readText(JSON.stringify({
    resource: {
      azurerm_user_assigned_identity: { deploy: { name: 'deploy' } },
      azurerm_federated_identity_credential: { github: { name: 'github', parent_id: '${azurerm_user_assigned_identity.deploy.id}', audience: ['api://AzureADTokenExchange'], issuer: `https://${GITHUB}`, subject } },
    },
  }), { file: 'main.tf.json' }));

  test.each<[string, string[]]>([
    ['repo:${var.org}/${var.repo}:environment:${var.environment}', []],
    ['repo:${var.org}/${var.repo}:${each.value}', []],
    ['${var.subject}', []],
    ['repo:${var.org}/${var.repo}:pull_request', ['warning pull-request-subject']],
    ['repo:${var.org}/${var.repo}:*', ['error wildcard-in-equality']],
    ['repo:${var.org}/${var.repo}:ref:main', ['error subject-never-sent']],
  ])('in the subject %s of Azure', (subject, expected) => expect(azure(subject)).toEqual(expected));

  const flexible = (claims_matching_expression: string) => found(readText(JSON.stringify({
    resource: { azuread_application_flexible_federated_identity_credential: { github: { display_name: 'github', application_id: '${azuread_application.deploy.id}', audience: 'api://AzureADTokenExchange', issuer: `https://${GITHUB}`, claims_matching_expression } } },
  }), { file: 'main.tf.json' }));

  test.each<[string, string[]]>([
    ["claims['sub'] eq 'repo:${var.org}/${var.repo}:environment:prod' and claims['repository_id'] eq '${var.id}'", []],
    ['${local.expression}', []],
    ["claims['${var.claim}'] eq 'x'", []],
    ["claims['sub'] matches 'repo:${var.org}/*' and claims['repository_owner_id'] eq '${var.id}'", ['error wildcard-repository']],
    ["claims['sub'] eq 'repo:${var.org}/${var.repo}:*' and claims['repository_id'] eq '1'", ['error wildcard-in-equality']],
  ])('in the expression %s of Azure', (expression, expected) => expect(flexible(expression)).toEqual(expected));

  const vault = (role: object) => found(readText(JSON.stringify({
    resource: {
      vault_jwt_auth_backend: { github: { path: 'github', oidc_discovery_url: `https://${GITHUB}`, bound_issuer: `https://${GITHUB}` } },
      vault_jwt_auth_backend_role: { deploy: { backend: 'github', role_type: 'jwt', role_name: 'deploy', user_claim: 'repository_id', bound_audiences: ['https://vault.example.com'], ...role } },
    },
  }), { file: 'main.tf.json' }));

  test.each<[object, string[]]>([
    [{ bound_claims: { sub: 'repo:${var.org}/${var.repo}:environment:prod' } }, []],
    [{ bound_claims: { repository: '${join(",", var.repositories)}', ref: 'refs/heads/main' } }, []],
    [{ bound_claims: { repository: '${var.org}/app,${var.org}/lib', ref: 'refs/heads/main' } }, []],
    [{ bound_claims: { repository: '${var.org}/${replace(var.repo, "{", "}")}', ref: 'refs/heads/main' } }, []],
    [{ bound_subject: '${var.subject}' }, []],
    [{ bound_claims: { repository_owner: '${var.org}' } }, ['error wildcard-repository']],
    [{ bound_claims: { repository_id: '${var.id}', environment: '${var.environment}' } }, []],
    [{ bound_claims: { repository: '${var.repository}' } }, ['warning any-ref']],
    [{ bound_claims: { ref: '${var.ref}' } }, ['error no-subject']],
    [{ bound_claims: { sub: '${var.subject}' }, bound_claims_type: 'glob' }, []],
    [{ bound_claims: '${var.claims}' }, []],
    [{ bound_subject: 'repo:${var.org}/${var.repo}:ref:refs/heads/*' }, ['error wildcard-in-equality']],
    [{ bound_claims: { sub: 'repo:${var.org}/${var.repo}:ref:refs/*' } }, ['error wildcard-in-equality']],
    [{ bound_claims: { sub: 'repo:${var.org}/*' }, bound_claims_type: 'glob' }, ['error wildcard-repository']],
    [{ bound_claims: { sub: 'repo:${var.org}/*' }, bound_claims_type: '${var.type}' }, []],
  ])('in the role %j of Vault', (role, expected) => expect(vault(role)).toEqual(expected));
});

test('a list that is a parameter of a template is its default, where that is open', () => {
  const template = (Default: string, Type = 'CommaDelimitedList') => found(readText(JSON.stringify({
    Parameters: { Subjects: { Type, Default } },
    Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: policy({ StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' }, StringLike: { [`${GITHUB}:sub`]: { Ref: 'Subjects' } as any } }) } } },
  }), { file: 'template.json' }));
  expect(template('repo:acme/app:environment:production, repo:acme/*')).toEqual(['error wildcard-repository']);
  expect(template('repo:acme/app:environment:production,repo:acme/*', 'List<String>')).toEqual(['error wildcard-repository']);
  expect(template('repo:acme/app:environment:production')).toEqual([]);
});

test('a provider that is late is one of SAML, where the action says so', () => {
  const template = (action: string | string[]) => found(readText(JSON.stringify({
    Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Federated: { Ref: 'Provider' } }, Action: action, Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } } }] } } } },
  }), { file: 'template.json' }));
  expect(template('sts:AssumeRoleWithSAML')).toEqual([]);
  expect(template(['sts:AssumeRoleWithSAML', 'sts:TagSession'])).toEqual([]);
  expect(template('sts:AssumeRole')).toEqual(['error wrong-action']);
});

test('a parameter of a template is open where its default is, and not known where it is not', () => {
  const template = (branch: object) => found(readText(JSON.stringify({
    Parameters: { Repository: { Type: 'String', Default: 'my-app' }, Branch: { Type: 'String', ...branch } },
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: { AssumeRolePolicyDocument: policy({ StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' }, StringLike: { [`${GITHUB}:sub`]: { 'Fn::Sub': 'repo:my-org/${Repository}:ref:refs/heads/${Branch}' } as any } }) },
      },
    },
  }), { file: 'template.json' }));
  expect(template({ Default: '*' })).toEqual(['warning any-ref']);
  expect(template({ Default: 'main' })).toEqual([]);
  expect(template({})).toEqual([]);
});
