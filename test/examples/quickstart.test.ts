import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { buildApp } from '../../examples/quickstart/app';
import { rowsOf, tableOf, TrustRow } from '../../examples/quickstart/print-roles';

const GITHUB = 'https://token.actions.githubusercontent.com';

const ROWS: TrustRow[] = [
  {
    role: 'deploy-my-app-staging',
    issuer: GITHUB,
    audience: ['sts.amazonaws.com'],
    subject: ['repo:my-org@123456/my-app@456789:environment:staging'],
    claims: [],
  },
  {
    role: 'deploy-my-app-production',
    issuer: GITHUB,
    audience: ['sts.amazonaws.com'],
    subject: ['repo:my-org@123456/my-app@456789:environment:production'],
    claims: [],
  },
  {
    role: 'deploy-my-lib-main',
    issuer: 'https://gitlab.com',
    audience: ['sts.amazonaws.com'],
    subject: ['project_path:my-group/my-lib:ref_type:branch:ref:main'],
    claims: ['ref_protected = true'],
  },
];

const TABLE = `\
ROLE                      ISSUER                                       AUDIENCE           SUBJECT                                                  FURTHER CLAIMS
deploy-my-app-staging     https://token.actions.githubusercontent.com  sts.amazonaws.com  repo:my-org@123456/my-app@456789:environment:staging     -
deploy-my-app-production  https://token.actions.githubusercontent.com  sts.amazonaws.com  repo:my-org@123456/my-app@456789:environment:production  -
deploy-my-lib-main        https://gitlab.com                           sts.amazonaws.com  project_path:my-group/my-lib:ref_type:branch:ref:main    ref_protected = true
`;

function stackOf(app: App): Template {
  return Template.fromJSON(app.synth().getStackByName('DeployRoles').template);
}

/** A role of a template that somebody else wrote, in an assembly of its own. */
function assemblyWith(role: object, metadata?: object) {
  return { stacksRecursively: [{ template: { Resources: { Role1234: { Type: 'AWS::IAM::Role', Properties: role, Metadata: metadata } } } }] } as unknown as Parameters<typeof rowsOf>[0];
}

describe('the quickstart', () => {
  test('trusts the two environments and the protected branch, and nobody else', () => {
    expect(rowsOf(buildApp().synth())).toEqual(ROWS);
  });

  test('defines one provider for each issuer, for the audience that the roles ask for', () => {
    const template = stackOf(buildApp());
    template.resourceCountIs('AWS::IAM::OIDCProvider', 2);
    template.hasResourceProperties('AWS::IAM::OIDCProvider', { Url: GITHUB, ClientIdList: ['sts.amazonaws.com'] });
    template.hasResourceProperties('AWS::IAM::OIDCProvider', { Url: 'https://gitlab.com', ClientIdList: ['sts.amazonaws.com'] });
  });

  test.each([
    ['deploy-my-app-staging', GITHUB],
    ['deploy-my-app-production', GITHUB],
    ['deploy-my-lib-main', 'https://gitlab.com'],
  ])('has one statement for %s, on the provider of its own issuer', (name, issuer) => {
    const template = stackOf(buildApp());
    const [provider, ...others] = Object.keys(template.findResources('AWS::IAM::OIDCProvider', { Properties: { Url: issuer } }));
    expect(others).toEqual([]);
    const roles = Object.values(template.findResources('AWS::IAM::Role', { Properties: { RoleName: name } }));
    expect(roles).toHaveLength(1);
    expect(roles[0].Properties.AssumeRolePolicyDocument.Statement).toEqual([
      expect.objectContaining({ Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: { Ref: provider } } }),
    ]);
  });

  test.each([
    ['deploy-my-app-staging', '111111111111'],
    ['deploy-my-app-production', '222222222222'],
    ['deploy-my-lib-main', '222222222222'],
  ])('lets %s assume the bootstrap roles of its account %s and no other', (name, account) => {
    const template = stackOf(buildApp());
    const [role] = Object.keys(template.findResources('AWS::IAM::Role', { Properties: { RoleName: name } }));
    const policies = Object.values(template.findResources('AWS::IAM::Policy', { Properties: { Roles: [{ Ref: role }] } }));
    expect(policies).toHaveLength(1);
    const arnOf = (kind: string) => ({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${account}:role/cdk-hnb659fds-${kind}-role-${account}-eu-west-1`]],
    });
    expect(policies[0].Properties.PolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: ['deploy', 'file-publishing', 'image-publishing', 'lookup'].map(arnOf) },
    ]);
  });

  test('defines nothing beyond providers, roles and their policies', () => {
    const types = Object.values(stackOf(buildApp()).toJSON().Resources as Record<string, { Type: string }>).map(({ Type }) => Type);
    expect(types.sort()).toEqual([
      ...Array(2).fill('AWS::IAM::OIDCProvider'),
      ...Array(3).fill('AWS::IAM::Policy'),
      ...Array(3).fill('AWS::IAM::Role'),
    ]);
  });

  test('synthesises without a warning', () => {
    const messages = buildApp().synth().stacks.flatMap(stack => stack.messages).filter(({ level }) => level !== 'info');
    expect(messages).toEqual([]);
  });
});

describe('the printed table', () => {
  test.each([
    ['where there is no terminal', undefined],
    ['where the terminal is exactly as wide', 167],
  ])('holds one line a role: %s', (_name, width) => {
    expect(tableOf(ROWS, width)).toBe(TABLE);
  });

  test('turns into paragraphs where the terminal is narrower', () => {
    expect(tableOf(ROWS.slice(1), 166)).toBe(`\
ROLE            deploy-my-app-production
ISSUER          https://token.actions.githubusercontent.com
AUDIENCE        sts.amazonaws.com
SUBJECT         repo:my-org@123456/my-app@456789:environment:production
FURTHER CLAIMS  -

ROLE            deploy-my-lib-main
ISSUER          https://gitlab.com
AUDIENCE        sts.amazonaws.com
SUBJECT         project_path:my-group/my-lib:ref_type:branch:ref:main
FURTHER CLAIMS  ref_protected = true
`);
  });

  test('puts each of several subjects on a line of its own', () => {
    const row = { role: 'r', issuer: 'https://i', audience: ['a'], subject: ['one', 'two'], claims: ['c = 1'] };
    expect(tableOf([row])).toBe(`\
ROLE  ISSUER     AUDIENCE  SUBJECT  FURTHER CLAIMS
r     https://i  a         one      c = 1
                           two
`);
  });

  test('names a role without a name by its place in the tree, else by its logical id', () => {
    const trust = { AssumeRolePolicyDocument: { Statement: {} } };
    expect(rowsOf(assemblyWith(trust, { 'aws:cdk:path': 'Stack/Deploy/Resource' }))[0].role).toBe('Stack/Deploy');
    expect(rowsOf(assemblyWith(trust))[0].role).toBe('Role1234');
  });

  test('hides nothing that is not an equality of an allowed web identity', () => {
    const role = {
      AssumeRolePolicyDocument: {
        Statement: [{
          Effect: 'Deny',
          Condition: {
            StringEquals: { 'oidc.circleci.com/org/o:aud': 'o', 'oidc.circleci.com/org/o:oidc.circleci.com/project-id': ['p', 'q'] },
            StringLike: { 'oidc.circleci.com/org/o:sub': 'org/o/*' },
          },
        }],
      },
    };
    expect(rowsOf(assemblyWith(role))).toEqual([{
      role: 'Role1234',
      issuer: 'https://oidc.circleci.com/org/o',
      audience: ['o'],
      subject: ['StringLike org/o/*'],
      claims: ['Effect Deny', 'oidc.circleci.com/project-id = p or q'],
    }]);
  });

  test('says that a role is not for the jobs of an issuer', () => {
    const role = { AssumeRolePolicyDocument: { Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' } } } };
    expect(rowsOf(assemblyWith(role))).toEqual([{ role: 'Role1234', issuer: 'none', audience: [], subject: [], claims: [] }]);
  });
});
