import * as cdk from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import * as cdktf from 'cdktf';
import { aws, GitHubIssuer, GitHubRepository, Issuer } from '../../src';
import { STRUCTS } from '../../src/aws/private/known-properties';
import { refusal } from '../support/stacks';

const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
const workloads = [app.environment('production')];
const GITHUB = 'token.actions.githubusercontent.com';

function aStack(): cdk.Stack {
  return new cdk.Stack(new cdk.App(), 'Stack');
}

/** The code with which a call is refused, or else synth; `written` where neither is. */
function outcome(declare: (stack: cdk.Stack) => unknown): string {
  const stack = aStack();
  const { code, text } = refusal(() => {
    declare(stack);
    (stack.node.root as cdk.App).synth();
  });
  if (text === 'nothing was refused') return 'written';
  return code ?? /\[([A-Z_0-9]+)\]/.exec(text)?.[1] ?? `a foreign error: ${text}`;
}

// ---- audiences ---------------------------------------------------------------------------------------------------

const parameter = (stack: cdk.Stack, type = 'String') => new cdk.CfnParameter(stack, 'Audience', { type });
const condition = (stack: cdk.Stack) => new cdk.CfnCondition(stack, 'Condition', { expression: cdk.Fn.conditionEquals('a', 'b') });
const choice = (stack: cdk.Stack, yes: any, no: any) => cdk.Fn.conditionIf(condition(stack).logicalId, yes, no).toString();
const knownMapping = (stack: cdk.Stack) => new cdk.CfnMapping(stack, 'Map', { mapping: { 'eu-west-1': { aud: 'sts.amazonaws.com' } } }).logicalId;
const mapping = (stack: cdk.Stack, aud: any) => new cdk.CfnMapping(stack, 'Map', { mapping: { [cdk.Aws.REGION === '' ? '' : 'eu-west-1']: { aud } } }).findInMap(cdk.Aws.REGION, 'aud');
const any = (value: unknown) => cdk.Token.asString(value);

const LOST: Record<string, (stack: cdk.Stack) => string> = {
  'a lazy value of nothing': () => cdk.Lazy.string({ produce: () => undefined }),
  'a lazy value of no text': () => cdk.Lazy.string({ produce: () => '' }),
  'a lazy value of an asterisk': () => cdk.Lazy.string({ produce: () => '*' }),
  'a lazy value with a question mark': () => cdk.Lazy.string({ produce: () => 'sts.amazonaws.co?' }),
  'a lazy value of 256 characters': () => cdk.Lazy.string({ produce: () => 'a'.repeat(256) }),
  'a lazy list': () => any(cdk.Lazy.any({ produce: () => ['sts.amazonaws.com', 'other'] })),
  'a list of one': () => any(['sts.amazonaws.com']),
  'a list of none': () => any(cdk.Lazy.any({ produce: () => [] })),
  'a number': () => any(cdk.Lazy.any({ produce: () => 5 })),
  'null': () => any(cdk.Lazy.any({ produce: () => null })),
  'an object': () => any({ audience: 'sts.amazonaws.com' }),
  'no value': () => cdk.Aws.NO_VALUE,
  'no value behind a lazy one': () => cdk.Lazy.string({ produce: () => cdk.Aws.NO_VALUE }),
  'no value beside a text': () => `sts.${cdk.Aws.NO_VALUE}`,
  'a condition without a value': stack => choice(stack, 'sts.amazonaws.com', cdk.Aws.NO_VALUE),
  'a condition without a value on its other side': stack => choice(stack, cdk.Aws.NO_VALUE, 'sts.amazonaws.com'),
  'a condition within a condition without a value': stack => choice(stack, 'a', cdk.Fn.conditionIf('Condition', 'b', cdk.Aws.NO_VALUE)),
  'a condition with a list': stack => choice(stack, 'a', ['b', 'c']),
  'a condition with an asterisk': stack => choice(stack, 'a', '*'),
  'the pseudo parameter that is a list': () => any(cdk.Fn.ref('AWS::NotificationARNs')),
  'a parameter that is a list': stack => cdk.Fn.ref(parameter(stack, 'CommaDelimitedList').logicalId),
  'a parameter that is a list of the parameter store': stack => cdk.Fn.ref(parameter(stack, 'AWS::SSM::Parameter::Value<List<String>>').logicalId),
  'a split text': stack => any({ 'Fn::Split': [',', { Ref: parameter(stack).logicalId }] }),
  'a list joined with a comma': stack => cdk.Fn.join(',', parameter(stack, 'CommaDelimitedList').valueAsList),
  'a mapping with a list': stack => mapping(stack, ['a', 'b']),
  'a mapping that nobody knows': () => any({ 'Fn::FindInMap': ['Map', 'a', 'b'] }),
  'a mapping whose default is nothing': stack => any({ 'Fn::FindInMap': [knownMapping(stack), cdk.Fn.ref('AWS::Region'), 'aud', { DefaultValue: { Ref: 'AWS::NoValue' } }] }),
  'a mapping whose default is an asterisk': stack => any({ 'Fn::FindInMap': [knownMapping(stack), cdk.Fn.ref('AWS::Region'), 'aud', { DefaultValue: '*' }] }),
  'a macro': () => any({ 'Fn::Transform': { Name: 'Macro' } }),
  'two functions': () => any({ 'Ref': 'A', 'Fn::GetAtt': ['A', 'B'] }),
  'a choice among values of which one is none': () => any({ 'Fn::Select': [0, [{ Ref: 'AWS::NoValue' }, 'a']] }),
  'a substitution with no value': () => cdk.Fn.sub('${AWS::NoValue}'),
  'a substitution with an asterisk': () => cdk.Fn.sub('*.${AWS::URLSuffix}'),
  'a substitution with a variable of no value': () => cdk.Fn.sub('${A}', { A: cdk.Aws.NO_VALUE }),
};

const KEPT: Record<string, (stack: cdk.Stack) => string> = {
  'a literal': () => 'sts.amazonaws.com.cn',
  'a lazy literal': () => cdk.Lazy.string({ produce: () => 'sts.amazonaws.com.cn' }),
  'a parameter': stack => parameter(stack).valueAsString,
  'a parameter that is a number': stack => cdk.Token.asString(parameter(stack, 'Number').valueAsNumber),
  'a parameter of the parameter store': stack => ssm.StringParameter.valueForStringParameter(stack, '/audience'),
  'a dynamic reference to the parameter store': () => any(new cdk.CfnDynamicReference(cdk.CfnDynamicReferenceService.SSM, '/audience:1')),
  'an import': () => cdk.Fn.importValue('audience'),
  'an attribute': () => cdk.Fn.getAtt('Resource', 'Audience').toString(),
  'a text around a reference': () => `sts.${cdk.Aws.URL_SUFFIX}`,
  'a condition with two values': stack => choice(stack, 'sts.amazonaws.com', parameter(stack).valueAsString),
  'a mapping of texts': stack => mapping(stack, 'sts.amazonaws.com'),
  'a mapping of texts with a text as its default': stack => any({ 'Fn::FindInMap': [knownMapping(stack), cdk.Fn.ref('AWS::Region'), 'aud', { DefaultValue: 'sts.amazonaws.com' }] }),
  'a part of a text': stack => cdk.Fn.select(0, cdk.Fn.split(',', parameter(stack).valueAsString)),
  'an element of a list parameter': stack => cdk.Fn.select(0, parameter(stack, 'CommaDelimitedList').valueAsList),
  'a substitution': () => cdk.Fn.sub('sts.${AWS::URLSuffix}'),
};

/** Every construct that takes an audience. */
const TAKERS: Record<string, (stack: cdk.Stack, audience: string) => unknown> = {
  'DeployRole': (stack, audience) => new aws.DeployRole(stack, 'Role', { workloads, audience }),
  'RepositoryRoles': (stack, audience) => new aws.RepositoryRoles(stack, 'Roles', { repository: app, environments: [{ name: 'production' }], audience }),
  'WorkloadPrincipal': (stack, audience) => new iam.Role(stack, 'Role', { assumedBy: new aws.WorkloadPrincipal({ workloads, audience }) }),
  'WorkloadPrincipal of a CfnRole': (stack, audience) => {
    const document = new iam.PolicyDocument();
    new aws.WorkloadPrincipal({ workloads, audience }).addToAssumeRolePolicy(document);
    return new iam.CfnRole(stack, 'Role', { assumeRolePolicyDocument: document });
  },
  'GitHubOidcProvider': (stack, audience) => new aws.GitHubOidcProvider(stack, 'Provider', { audiences: ['sts.amazonaws.com', audience] }),
  'GitLabOidcProvider': (stack, audience) => new aws.GitLabOidcProvider(stack, 'Provider', { audiences: [audience, 'sts.amazonaws.com'] }),
  'OidcProvider': (stack, audience) => aws.OidcProvider.inStack(stack, { issuer: Issuer.of('https://ci.example.com'), audiences: [audience] }),
};

describe.each(Object.entries(TAKERS))('an audience of %s', (_taker, take) => {
  test.each(Object.entries(LOST))('fails synth for %s', (_name, make) => {
    expect(outcome(stack => take(stack, make(stack)))).toBe('AUDIENCE_LOST');
  });

  test.each(Object.entries(KEPT))('is written for %s', (_name, make) => {
    expect(outcome(stack => take(stack, make(stack)))).toBe('written');
  });
});

test.each(Object.entries(KEPT))('the trust tests one audience: %s', (_name, make) => {
  const stack = aStack();
  const audience = make(stack);
  const role = new aws.DeployRole(stack, 'Role', { workloads, audience });
  const written = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'))[0].Properties.AssumeRolePolicyDocument;
  expect(written.Statement[0].Condition.StringEquals[`${GITHUB}:aud`]).toEqual(stack.resolve(audience));
  expect(role.audience).toBe(audience);
});

test('an audience of another stack is written as an import', () => {
  const cloud = new cdk.App();
  const audience = new cdk.CfnParameter(new cdk.Stack(cloud, 'A'), 'Audience').valueAsString;
  const stack = new cdk.Stack(cloud, 'B');
  new aws.DeployRole(stack, 'Role', { workloads, audience });
  const [role] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'));
  expect(role.Properties.AssumeRolePolicyDocument.Statement[0].Condition.StringEquals[`${GITHUB}:aud`]).toEqual({ 'Fn::ImportValue': 'A:ExportsOutputRefAudience9346AFA5' });
});

test('a value that changes between validation and template is judged by what is written', () => {
  let turn = 0;
  const audience = cdk.Lazy.uncachedString({ produce: () => turn++ < 3 ? 'sts.amazonaws.com' : undefined });
  expect(outcome(stack => new aws.DeployRole(stack, 'Role', { workloads, audience }))).not.toBe('written');
});

test('an audience that the provider may take is left to AWS', () => {
  const role = (audience: (stack: cdk.Stack) => string, audiences: (stack: cdk.Stack) => string[]) => outcome(stack =>
    new aws.DeployRole(stack, 'Role', { workloads, audience: audience(stack), providers: [aws.GitHubOidcProvider.inStack(stack, { audiences: audiences(stack) })] }));
  expect(role(() => 'other', () => ['sts.amazonaws.com', cdk.Fn.importValue('x')])).toBe('written');
  expect(role(() => cdk.Fn.importValue('x'), () => ['sts.amazonaws.com'])).toBe('written');
  expect(role(() => 'other', () => ['sts.amazonaws.com'])).toBe('AUDIENCE_NOT_ON_PROVIDER');
});

// ---- every literal input -----------------------------------------------------------------------------------------

/** The ways in which a token reaches an input. */
interface Encodings {
  /** A reference alone, as a text. */
  readonly whole: string;
  /** A reference beside literal text that is right there. */
  readonly part: string;
  /** A reference beside literal text that no such input may hold. */
  readonly besideWrong: string;
  /** A number token beside literal text that is right there: as a reference in a text unless said otherwise. */
  readonly numberInText?: string;
  /** A token of CDKTF. */
  readonly foreign: string;
  /** A list in place of the text; for lists, a reference in place of the list. */
  readonly list: string;
}

interface Input {
  readonly declare: (stack: cdk.Stack, value: any) => unknown;
  /** Literal text that may stand before a token, and literal text that may not. */
  readonly right: string;
  readonly wrong: string;
  /** For a list, what is around one element. */
  readonly element?: (value: any) => any;
  readonly outcomes: Encodings;
}

/** Where a number is asked for: with a number token of either framework in its place. */
interface NumberInput {
  readonly declare: (stack: cdk.Stack, value: number) => unknown;
  readonly outcome: string;
}

const STRAY = { foreign: 'TOKEN_NOT_RESOLVED', list: 'WRONG_KIND' };
const IDENTITY = (list = 'WRONG_KIND') => ({ whole: 'TOKEN_IN_IDENTITY', part: 'TOKEN_IN_IDENTITY', besideWrong: 'TOKEN_IN_IDENTITY', numberInText: 'TOKEN_IN_IDENTITY', foreign: 'TOKEN_IN_IDENTITY', list });
const all = (code: string, rest: Partial<Encodings> = {}) => ({ whole: code, part: code, besideWrong: code, numberInText: code, foreign: code, list: 'WRONG_KIND', ...rest });
const written = (besideWrong: string, rest: Partial<Encodings> = {}) => ({ whole: 'written', part: 'written', besideWrong, ...STRAY, ...rest });

const grant = (target: Partial<aws.CdkTarget>) => (stack: cdk.Stack) =>
  aws.CdkBootstrapRoles.of({ account: '111111111111', regions: ['eu-west-1'], ...target }).grantAssume(new aws.DeployRole(stack, 'Role', { workloads }));
const issuer = Issuer.of('https://ci.example.com');
const PROVIDERS: Record<string, { make: (stack: cdk.Stack, props: any) => unknown; named: (stack: cdk.Stack, account: any) => unknown }> = {
  GitHubOidcProvider: {
    make: (stack, props) => new aws.GitHubOidcProvider(stack, 'Provider', props),
    named: (stack, account) => new aws.DeployRole(stack, 'Role', { workloads, providers: [aws.GitHubOidcProvider.fromAccount(stack, 'Provider', { account })] }),
  },
  GitLabOidcProvider: {
    make: (stack, props) => new aws.GitLabOidcProvider(stack, 'Provider', props),
    named: (stack, account) => new cdk.CfnOutput(stack, 'Arn', { value: aws.GitLabOidcProvider.fromAccount(stack, 'Provider', { account }).oidcProviderArn }),
  },
  OidcProvider: {
    make: (stack, props) => new aws.OidcProvider(stack, 'Provider', { issuer, ...props }),
    named: (stack, account) => new cdk.CfnOutput(stack, 'Arn', { value: aws.OidcProvider.fromAccount(stack, 'Provider', { issuer, account }).oidcProviderArn }),
  },
};

/** The inputs that roles share, declared with a role and with the roles of a repository. */
function ofRoles(struct: string, declare: (stack: cdk.Stack, options: any) => unknown): Record<string, Input> {
  const one = (property: string) => (stack: cdk.Stack, value: any) => declare(stack, { [property]: value });
  return {
    [`${struct}.audience`]: { declare: one('audience'), right: 'sts.', wrong: '*', outcomes: written('INVALID_AUDIENCE') },
    [`${struct}.path`]: { declare: one('path'), right: '/ci/', wrong: 'ci/', outcomes: written('INVALID_PATH') },
    [`${struct}.description`]: { declare: one('description'), right: 'Role of ', wrong: 'a'.repeat(1001), outcomes: written('INVALID_DESCRIPTION') },
    [`${struct}.tags`]: { declare: (stack, value) => declare(stack, { tags: { team: value } }), right: 'team ', wrong: 'a'.repeat(257), outcomes: written('INVALID_TAG') },
    [`${struct}.tags, its key`]: {
      declare: (stack, value) => declare(stack, { tags: { [value]: 'team' } }), right: 'team ', wrong: 'aws:', outcomes: written('INVALID_TAG', { list: 'TOKEN_NOT_RESOLVED' }),
    },
    [`${struct}.inlinePolicies, its key`]: {
      declare: (stack, value) => declare(stack, { inlinePolicies: { [value]: new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] })] }) } }),
      right: 'policy-',
      wrong: '',
      outcomes: written('written', { list: 'TOKEN_NOT_RESOLVED' }),
    },
  };
}

const roles = (stack: cdk.Stack, options: any) => new aws.RepositoryRoles(stack, 'Roles', { repository: app, environments: [{ name: 'production' }], ...options });

const INPUTS: Record<string, Input> = {
  'CdkTarget.account': { declare: (stack, account) => grant({ account })(stack), right: '1', wrong: '*', outcomes: { ...written('INVALID_ACCOUNT'), part: 'INVALID_ACCOUNT' } },
  'CdkTarget.regions': {
    declare: (stack, regions) => grant({ regions })(stack), element: value => [value], right: 'eu-', wrong: '*', outcomes: written('INVALID_REGION', { list: 'LIST_NOT_KNOWN' }),
  },
  'CdkTarget.qualifier': { declare: (stack, qualifier) => grant({ qualifier })(stack), right: 'ci', wrong: '*', outcomes: written('INVALID_QUALIFIER') },
  ...ofRoles('DeployRoleProps', (stack, options) => new aws.DeployRole(stack, 'Role', { workloads, ...options })),
  'DeployRoleProps.roleName': { declare: (stack, roleName) => new aws.DeployRole(stack, 'Role', { workloads, roleName }), right: 'deploy-', wrong: '*', outcomes: written('INVALID_ROLE_NAME') },
  ...ofRoles('RepositoryRolesProps', roles),
  'RepositoryEnvironment.name': { declare: (stack, name) => roles(stack, { environments: [{ name }] }), right: 'prod-', wrong: '*', outcomes: IDENTITY() },
  'RepositoryEnvironment.branch': { declare: (stack, branch) => roles(stack, { environments: [{ name: 'production', branch }] }), right: 'release-', wrong: '*', outcomes: IDENTITY() },
  'RepositoryEnvironment.workflows': {
    declare: (stack, workflows) => roles(stack, { environments: [{ name: 'production', workflows }] }), element: value => [value], right: 'my-org/', wrong: '*', outcomes: IDENTITY('TOKEN_IN_IDENTITY'),
  },
  'RepositoryService.name': {
    declare: (stack, name) => roles(stack, { environments: [], services: [{ name, environments: [{ name: 'production' }] }] }), right: 'api-', wrong: '*', outcomes: all('INVALID_SERVICE'),
  },
  'RepositoryService.workflows': {
    declare: (stack, workflows) => roles(stack, { environments: [], services: [{ name: 'api', environments: [{ name: 'production' }], workflows }] }),
    element: value => [value],
    right: 'my-org/',
    wrong: '*',
    outcomes: IDENTITY('TOKEN_IN_IDENTITY'),
  },
  'WorkloadPrincipalProps.audience': {
    declare: (stack, audience) => new iam.Role(stack, 'Role', { assumedBy: new aws.WorkloadPrincipal({ workloads, audience }) }), right: 'sts.', wrong: '*', outcomes: written('INVALID_AUDIENCE'),
  },
  'TrustReviewOptions.suppressions': { declare: (_stack, suppressions) => new aws.TrustReview({ suppressions }), right: 'suppressions-', wrong: '*', outcomes: all('TOKEN_NOT_RESOLVED') },
  ...Object.fromEntries(Object.entries(PROVIDERS).flatMap(([name, { make, named }]): [string, Input][] => [
    [`${name}Props.audiences`, {
      declare: (stack, audiences) => make(stack, { audiences }), element: value => ['sts.amazonaws.com', value], right: 'sts.', wrong: '*', outcomes: written('INVALID_AUDIENCE', { list: 'LIST_NOT_KNOWN' }),
    }],
    [`${name}Props.thumbprints`, {
      declare: (stack, thumbprints) => make(stack, { thumbprints }),
      element: value => [value],
      right: 'aa',
      wrong: '*',
      outcomes: all('INVALID_PROVIDER', { list: 'LIST_NOT_KNOWN' }),
    }],
    [`${name}Attributes.account`, { declare: named, right: '1', wrong: '*', outcomes: { ...written('INVALID_ACCOUNT'), part: 'INVALID_ACCOUNT' } }],
  ])),
  'RoleNaming.pattern': {
    declare: (_stack, pattern) => aws.RoleNaming.pattern(pattern), right: '{environment}-', wrong: '{environment}*', outcomes: all('INVALID_NAMING', { list: 'INVALID_NAMING' }),
  },
  'DeployRole#acknowledgeTrustChange, its id': {
    declare: (stack, id) => new aws.DeployRole(stack, 'Role', { workloads }).acknowledgeTrustChange(id, 'seen by the platform team'),
    right: 'trust-changed-',
    wrong: '*',
    outcomes: all('ACKNOWLEDGEMENT_UNUSED', { list: 'ACKNOWLEDGEMENT_UNUSED' }),
  },
};

const NUMBERS: Record<string, NumberInput> = {
  'DeployRoleProps.trustPolicyQuota': { declare: (stack, trustPolicyQuota) => new aws.DeployRole(stack, 'Role', { workloads, trustPolicyQuota }), outcome: 'INVALID_QUOTA' },
  'RepositoryRolesProps.trustPolicyQuota': { declare: (stack, trustPolicyQuota) => roles(stack, { trustPolicyQuota }), outcome: 'INVALID_QUOTA' },
  'DeployRoleProps.maxSessionDuration': {
    declare: (stack, seconds) => new aws.DeployRole(stack, 'Role', { workloads, maxSessionDuration: cdk.Duration.seconds(seconds) }), outcome: 'INVALID_SESSION',
  },
  'RepositoryRolesProps.maxSessionDuration': { declare: (stack, seconds) => roles(stack, { maxSessionDuration: cdk.Duration.seconds(seconds) }), outcome: 'INVALID_SESSION' },
};

/** The kinds of what a caller can write literally; structs, constructs and identities are looked at where they are made. */
const LITERAL = /^(text|number|Duration)(\[\]|\{\})?$/;

test('every literal input of the public types has a row', () => {
  const inputs = Object.entries(STRUCTS).flatMap(([struct, properties]) => Object.entries(properties)
    .filter(([, kind]) => LITERAL.test(kind))
    .map(([property]) => `${struct}.${property.replace('?', '')}`));
  const rows = [...Object.keys(INPUTS), ...Object.keys(NUMBERS)];
  expect(inputs.filter(input => !rows.includes(input))).toEqual([]);
});

const references = (stack: cdk.Stack) => new cdk.CfnParameter(stack, 'Reference');
const numbers = (stack: cdk.Stack) => new cdk.CfnParameter(stack, 'Number', { type: 'Number' });

const VALUES: Record<keyof Encodings, (stack: cdk.Stack, input: Input) => unknown> = {
  whole: stack => references(stack).valueAsString,
  part: (stack, { right }) => `${right}${references(stack).valueAsString}`,
  besideWrong: (stack, { wrong }) => `${wrong}${references(stack).valueAsString}`,
  numberInText: (stack, { right }) => `${right}${numbers(stack).valueAsNumber}`,
  foreign: (_stack, { right }) => `${right}${cdktf.Token.asString({ resolve: () => 'x' })}`,
  list: stack => new cdk.CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList,
};

describe.each(Object.entries(INPUTS))('%s', (_name, input) => {
  test.each(Object.entries({ numberInText: input.outcomes.part, ...input.outcomes }))('with a token: %s is %s', (encoding, expected) => {
    const element = encoding === 'list' || input.element === undefined ? (value: unknown) => value : input.element;
    const found = outcome(stack => input.declare(stack, element(VALUES[encoding as keyof Encodings](stack, input))));
    // a later AWS CDK does not resolve a number within a text: it is refused then, in place of what else would be wrong or written
    expect(encoding === 'numberInText' ? [expected, 'TOKEN_NOT_RESOLVED'] : [expected]).toContain(found);
  });
});

test.each(Object.entries(NUMBERS))('%s is refused where it is a number token', (_name, { declare, outcome: expected }) => {
  expect(outcome(stack => declare(stack, numbers(stack).valueAsNumber))).toBe(expected);
  expect(outcome(stack => declare(stack, cdk.Lazy.number({ produce: () => 4096 })))).toBe(expected);
  expect(outcome(stack => declare(stack, cdktf.Token.asNumber({ resolve: () => 4096 })))).not.toBe('written');
});

// ---- what a token comes to, and ARNs -----------------------------------------------------------------------------

test.each<[string, (stack: cdk.Stack, value: string) => unknown, string]>([
  ['an account', (stack, account) => grant({ account })(stack), 'INVALID_ACCOUNT'],
  ['a region', (stack, region) => grant({ regions: [region] })(stack), 'INVALID_REGION'],
  ['a qualifier', (stack, qualifier) => grant({ qualifier })(stack), 'INVALID_QUALIFIER'],
  ['the account of a provider', (stack, account) => PROVIDERS.GitHubOidcProvider.named(stack, account), 'INVALID_ACCOUNT'],
])('%s is judged at synth by what its token comes to', (_name, declare, code) => {
  for (const value of ['*', '', undefined, cdk.Aws.NO_VALUE]) {
    expect(outcome(stack => declare(stack, cdk.Lazy.string({ produce: () => value })))).toBe(code);
  }
});

test.each(['AccountId', 'Region'] as const)('a target by the pseudo parameter %s is written as one ARN', name => {
  const stack = aStack();
  const target = name === 'AccountId' ? { account: cdk.Aws.ACCOUNT_ID, regions: ['eu-west-1'] } : { account: '111111111111', regions: [cdk.Aws.REGION] };
  expect(stack.resolve(aws.CdkBootstrapRoles.of(target).arns[0])['Fn::Join'][1]).toEqual(name === 'AccountId'
    ? ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':role/cdk-hnb659fds-deploy-role-', { Ref: 'AWS::AccountId' }, '-eu-west-1']
    : ['arn:', { Ref: 'AWS::Partition' }, ':iam::111111111111:role/cdk-hnb659fds-deploy-role-111111111111-', { Ref: 'AWS::Region' }]);
});

/** A later AWS CDK does not resolve a number within a text. */
const NUMBER_IN_TEXT = cdk.Token.isUnresolved(`x${cdk.Token.asNumber({ resolve: () => 1 })}`) ? 'written' : 'TOKEN_NOT_RESOLVED';

const ARNS: [string, (stack: cdk.Stack) => any, string][] = [
  ['with a reference as its account', () => `arn:aws:iam::${cdk.Aws.ACCOUNT_ID}:oidc-provider/${GITHUB}`, 'written'],
  ['with references as its partition and account', () => `arn:${cdk.Aws.PARTITION}:iam::${cdk.Aws.ACCOUNT_ID}:oidc-provider/${GITHUB}`, 'written'],
  ['that is a reference', stack => references(stack).valueAsString, 'written'],
  ['that is an import', () => cdk.Fn.importValue('provider'), 'written'],
  ['that is a substitution', () => cdk.Fn.sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:oidc-provider/${GITHUB}`), 'written'],
  ['that is lazy', () => cdk.Lazy.string({ produce: () => `arn:aws:iam::111111111111:oidc-provider/${GITHUB}` }), 'written'],
  ['of another issuer, with a reference as its account', () => `arn:aws:iam::${cdk.Aws.ACCOUNT_ID}:oidc-provider/gitlab.com`, 'WRONG_ISSUER'],
  ['of another issuer that is a substitution', () => cdk.Fn.sub('arn:aws:iam::${AWS::AccountId}:oidc-provider/gitlab.com'), 'WRONG_ISSUER'],
  ['of another issuer that is lazy', () => cdk.Lazy.string({ produce: () => 'arn:aws:iam::111111111111:oidc-provider/gitlab.com' }), 'WRONG_ISSUER'],
  ['of an issuer that is unknown', stack => `arn:aws:iam::111111111111:oidc-provider/${references(stack).valueAsString}`, 'WRONG_ISSUER'],
  ['of an issuer that is unknown in part', stack => `arn:aws:iam::111111111111:oidc-provider/${GITHUB}/${references(stack).valueAsString}`, 'WRONG_ISSUER'],
  ['with an asterisk before its account', stack => `arn:aws:iam::*${references(stack).valueAsString}:oidc-provider/${GITHUB}`, 'INVALID_ARN'],
  ['of a role', () => `arn:aws:iam::${cdk.Aws.ACCOUNT_ID}:role/x`, 'INVALID_ARN'],
  ['that comes to nothing', () => cdk.Lazy.string({ produce: () => undefined }), 'WRONG_ISSUER'],
  ['that is no value', () => cdk.Aws.NO_VALUE, 'WRONG_ISSUER'],
  ['of another issuer that the app defines', stack => aws.GitLabOidcProvider.inStack(stack).oidcProviderArn, 'WRONG_ISSUER'],
  ['of another issuer in another stack', stack => new iam.CfnOIDCProvider(new cdk.Stack(stack.node.root as cdk.App, 'Other'), 'P', { url: 'https://gitlab.com' }).attrArn, 'WRONG_ISSUER'],
  ['that the app defines', stack => aws.GitHubOidcProvider.inStack(stack).oidcProviderArn, 'written'],
  ['that another stack defines', stack => aws.GitHubOidcProvider.inStack(new cdk.Stack(stack.node.root as cdk.App, 'Other')).oidcProviderArn, 'written'],
  ['with a number token as its account', stack => `arn:aws:iam::${numbers(stack).valueAsNumber}:oidc-provider/${GITHUB}`, NUMBER_IN_TEXT],
  ['with a token of CDKTF', () => `arn:aws:iam::${cdktf.Token.asString({ resolve: () => 'x' })}:oidc-provider/${GITHUB}`, 'TOKEN_NOT_RESOLVED'],
  ['that is a list', stack => new cdk.CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList, 'INVALID_ARN'],
];

test.each(ARNS)('the ARN of a provider %s', (_name, make, expected) => {
  const declare = (provider: (stack: cdk.Stack, arn: any) => aws.IOidcProvider) => outcome(stack => new aws.DeployRole(stack, 'Role', { workloads, providers: [provider(stack, make(stack))] }));
  expect(declare((stack, arn) => aws.GitHubOidcProvider.fromGitHubOidcProviderArn(stack, 'Provider', arn))).toBe(expected);
  expect(declare((stack, arn) => aws.OidcProvider.fromProviderArn(stack, 'Provider', arn, GitHubIssuer.GITHUB_COM))).toBe(expected);
});

test.each(ARNS)('a provider of somebody else\'s making, by the ARN %s', (_name, make, expected) => {
  expect(outcome(stack => new aws.DeployRole(stack, 'Role', {
    workloads,
    providers: [{ issuer: GitHubIssuer.GITHUB_COM, oidcProviderArn: make(stack) } as any],
  }))).toBe(expected);
});

test('the issuer is read from an ARN that names it, and asked for where it does not', () => {
  const stack = aStack();
  expect(aws.OidcProvider.fromProviderArn(stack, 'A', 'arn:aws:iam::111111111111:oidc-provider/ci.example.com/tenant').issuer.url).toBe('https://ci.example.com/tenant');
  expect(aws.OidcProvider.fromProviderArn(stack, 'B', `arn:aws:iam::${cdk.Aws.ACCOUNT_ID}:oidc-provider/gitlab.com`).issuer.url).toBe('https://gitlab.com');
  expect(refusal(() => aws.OidcProvider.fromProviderArn(stack, 'C', cdk.Fn.importValue('provider'))).code).toBe('ISSUER_NEEDED');
  expect(refusal(() => aws.OidcProvider.fromProviderArn(stack, 'D', `arn:aws:iam::111111111111:oidc-provider/${cdk.Fn.importValue('x')}`)).code).toBe('INVALID_ARN');
});
