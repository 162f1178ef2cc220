import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Artefacts } from '../../../src/verify/model';
import { readPaths, readText } from '../../../src/verify/readers';
import { review } from '../../../src/verify/review';

const HOST = 'token.actions.githubusercontent.com';

const trust = (sub: unknown) => ({
  Version: '2012-10-17',
  Statement: [{
    Effect: 'Allow',
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${HOST}` },
    Condition: { StringEquals: { [`${HOST}:aud`]: 'sts.amazonaws.com' }, StringLike: { [`${HOST}:sub`]: sub } },
  }],
});
const role = (sub: unknown) => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust(sub) } });
const template = (resources: object, further: object = {}) => readText(JSON.stringify({ ...further, Resources: resources }), { file: 't.json' });
const grave = (read: Artefacts) => review(read).filter(({ severity }) => severity === 'error').map(({ target }) => target);
const notRead = ({ unjudged }: Artefacts) => unjudged.map(({ id, type, reason }) => `${id} ${type}: ${reason}`);

let directory: string;
beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'never-unread-')); });
afterEach(() => rmSync(directory, { recursive: true }));

/** Reads files by their names below a folder. */
function files(contents: Readonly<Record<string, unknown>>, ...paths: string[]): Artefacts {
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return readPaths(paths.map(path => join(directory, path)));
}

describe('a loop inside of properties', () => {
  const loop = (collection: unknown, fragment: object) => ({ 'Fn::ForEach::Loop': ['One', collection, fragment] });
  const statement = trust({ 'Fn::Sub': 'repo:${One}/*' }).Statement[0];

  test.each<[string, unknown]>([
    ['that makes the document', { Type: 'AWS::IAM::Role', Properties: loop(['AssumeRole'], { '${One}PolicyDocument': trust('repo:*') }) }],
    ['in a loop', { Type: 'AWS::IAM::Role', Properties: loop(['Policy'], { 'Fn::ForEach::Inner': ['Two', ['AssumeRole'], { '${Two}${One}Document': trust('repo:*') }] }) }],
    ['in a loop, of which each round has its own', { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: { ...statement, Condition: { StringLike: loop(['sub', 'aud'], { 'Fn::ForEach::Inner': ['Two', [HOST], { '${Two}:${One}': 'repo:*' }] }) } } } } }],
    ['that makes the keys of an operator', { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: { ...statement, Condition: { StringLike: loop(['sub'], { [`${HOST}:\${One}`]: 'repo:*' }) } } } } }],
    ['that makes the operators', { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: { ...statement, Condition: loop(['Like'], { 'String${One}': { [`${HOST}:sub`]: 'repo:*' } }) } } } }],
  ])('is written out: %s', (_name, resource) => {
    expect(new Set(grave(template({ Wide: resource })))).toEqual(new Set(['t/Wide']));
  });

  test('over a parameter may be the trust', () => {
    const read = template({ Wide: { Type: 'AWS::IAM::Role', Properties: loop({ Ref: 'Kinds' }, { '${One}PolicyDocument': trust('repo:*') }) } }, { Parameters: { Kinds: { Type: 'CommaDelimitedList' } } });
    expect(notRead(read)).toEqual(['t/Wide iam-role: its trust policy is unknown until deployment']);
  });
});

describe('a map of YAML that is merged', () => {
  const yaml = (...lines: string[]) => readText(['Shared:', '  exact: &exact', '    StringEquals: { "gitlab.com:sub": "project_path:a/b:ref_type:branch:ref:main", "gitlab.com:aud": x }', '  wide: &wide',
    '    StringLike: { "gitlab.com:sub": "project_path:*" }', 'Statement:', '  Effect: Allow', '  Action: sts:AssumeRoleWithWebIdentity', '  Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/gitlab.com" }', ...lines].join('\n'), { file: 't.yaml' });
  const condition = (read: Artefacts) => Object.keys((read.targets[0] as any).trust.policy.Statement.Condition);

  test('is read', () => {
    expect(condition(yaml('  Condition: { <<: *wide }'))).toEqual(['StringLike']);
    expect(grave(yaml('  Condition:', '    <<: *wide'))).toEqual(expect.arrayContaining(['t.yaml']));
  });

  test('gives way to what stands beside it, and a later map to an earlier one', () => {
    const of = (lines: string) => (yaml(lines).targets[0] as any).trust.policy.Statement.Condition;
    expect(of('  Condition: { <<: *wide, StringLike: { a: b } }')).toEqual({ StringLike: { a: 'b' } });
    expect(of('  Condition: { StringLike: { a: b }, <<: *wide }')).toEqual({ StringLike: { a: 'b' } });
    expect(of('  Condition: { <<: [{ a: 1 }, { a: 2, b: 3 }] }')).toEqual({ a: 1, b: 3 });
  });

  test('of several is the sum of them, and in quotes it is a key', () => {
    expect(condition(yaml('  Condition: { <<: [*wide, *exact] }')).sort()).toEqual(['StringEquals', 'StringLike']);
    expect(condition(yaml('  Condition: { "<<": *wide }'))).toEqual(['<<']);
  });

  test('fails where it is no map', () => {
    expect(() => yaml('  Condition: { <<: x }')).toThrow('t.yaml:10: merges by "<<" what is no map');
  });

  test('has the line of where it is merged', () => {
    const text = 'Metadata:\n  a: &a\n    Wide: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: ' + JSON.stringify(trust('repo:*')) + ' } }\nResources:\n  <<: *a\n';
    expect(readText(text, { file: 't.yaml' }).targets.map(({ id, source: { line } }) => [id, line])).toEqual([['t/Wide', 4]]);
  });
});

test('YAML with an empty document around the template is read', () => {
  const text = `---\nResources:\n  Wide: ${JSON.stringify(role('repo:*'))}\n---\n`;
  expect(grave(readText(text, { file: 't.yaml' }))).toContain('t/Wide');
  expect(() => readText(`${text}Resources: {}\n`, { file: 't.yaml' })).toThrow('t.yaml: holds several documents: give each in a file of its own');
});

describe('a template that another one loads', () => {
  const child = { AWSTemplateFormatVersion: '2010-09-09', Parameters: { Sub: { Type: 'String' } }, Resources: { Wide: role({ Ref: 'Sub' }) } };
  const parent = (resource: object) => ({ Resources: { Child: resource } });

  test.each<[string, object]>([
    ['a nested stack', { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'nested/child.yaml', Parameters: { Sub: 'repo:*' } } }],
    ['an application', { Type: 'AWS::Serverless::Application', Properties: { Location: './nested/child.yaml', Parameters: { Sub: 'repo:*' } } }],
  ])('is read where its file stands beside, with the parameters that it is given: %s', (_name, resource) => {
    const read = files({ 'parent.json': parent(resource), 'nested/child.yaml': child }, 'parent.json');
    expect([grave(read), notRead(read)]).toEqual([expect.arrayContaining(['child/Wide']), []]);
  });

  test.each<[string, object]>([
    ['by an address', { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://s3.amazonaws.com/bucket/child.yaml' } }],
    ['by a file that is not there', { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'missing.yaml' } }],
    ['of an application', { Type: 'AWS::Serverless::Application', Properties: { Location: { ApplicationId: 'arn:aws:serverlessrepo:us-east-1:111122223333:applications/x', SemanticVersion: '1.0.0' } } }],
    ['of a product', { Type: 'AWS::ServiceCatalog::CloudFormationProduct', Properties: { ProvisioningArtifactParameters: [{ Info: { LoadTemplateFromURL: 'https://s3.amazonaws.com/bucket/child.yaml' } }] } }],
    ['of a stack set', { Type: 'AWS::CloudFormation::StackSet', Properties: { TemplateURL: 'https://s3.amazonaws.com/bucket/child.yaml' } }],
  ])('is named as not read: %s', (_name, resource) => {
    expect(notRead(files({ 'parent.json': parent(resource) }, 'parent.json'))).toEqual([`parent/Child ${(resource as { Type: string }).Type}: its template is not among what is read`]);
  });

  const assembly = (asset: string, resource: object, further: object = {}) => files({
    'out/manifest.json': { version: '38.0.1', artifacts: { 'D.assets': { type: 'cdk:asset-manifest', properties: { file: 'D.assets.json' } }, 'D': { type: 'aws:cloudformation:stack', properties: { templateFile: 'D.template.json' } } } },
    'out/D.assets.json': { files: { ['a'.repeat(64)]: { source: { path: asset, packaging: 'file' } }, ['b'.repeat(64)]: { source: { path: 'D.template.json', packaging: 'file' } } } },
    'out/D.template.json': parent(resource),
    [`out/${asset}`]: child,
    ...further,
  }, 'out');
  const product = (metadata: object = {}) => ({
    Type: 'AWS::ServiceCatalog::CloudFormationProduct',
    Properties: { ProvisioningArtifactParameters: [{ Info: { LoadTemplateFromURL: { 'Fn::Sub': `https://s3.\${AWS::Region}.\${AWS::URLSuffix}/assets/${'a'.repeat(64)}.json` } } }] },
    ...metadata,
  });

  test.each<[string, string, object]>([
    ['a product', 'DProduct.product.template.json', product({ Metadata: { 'aws:asset:path': 'DProduct.product.template.json' } })],
    ['a product, by its hash', 'DProduct.product.template.json', product()],
    ['a product of a file', `asset.${'a'.repeat(64)}.json`, product()],
    ['a stack set', 'DSet.stackset.template.json', { Type: 'AWS::CloudFormation::WaitConditionHandle' }],
  ])('is read in an assembly: %s', (_name, asset, resource) => {
    const read = assembly(asset, resource);
    expect(read.targets.map(({ id }) => id)).toEqual([expect.stringMatching(/\/Wide$/)]);
    expect(notRead(read)).toEqual([expect.stringContaining('its subject is unknown until deployment')]);
  });

  test('is passed over in an assembly where it is no template', () => {
    expect(assembly('asset.config.json', { Type: 'AWS::SNS::Topic' }, { 'out/asset.config.json': '{ "name": "x" }' }).targets).toEqual([]);
  });
});

describe('what a macro makes', () => {
  test('of a whole template is unknown', () => {
    expect(notRead(template({ Wide: role('repo:a/b:ref:refs/heads/main') }, { Transform: ['AWS::LanguageExtensions', 'Guard'] }))).toEqual(['t Fn::Transform: what the macro "Guard" makes of the template is unknown until deployment']);
    expect(notRead(template({ Wide: role('repo:a/b:ref:refs/heads/main') }, { Transform: 'AWS::Serverless-2016-10-31' }))).toEqual([]);
    expect(notRead(template({}, { Transform: { Name: 'AWS::Include', Parameters: { Location: 's3://bucket/x' } } }))).toHaveLength(1);
    expect(notRead(readText('{"AWSTemplateFormatVersion":"2010-09-09","Fn::Transform":{"Name":"AWS::Include"}}', { file: 't.json' }))).toHaveLength(1);
  });

  test('among resources is unknown', () => {
    expect(notRead(template({ 'Fn::Transform': { Name: 'AWS::Include' }, 'A': role('repo:a/b:ref:refs/heads/main') }))).toEqual(['t/Fn::Transform Fn::Transform: what the macro "AWS::Include" adds is unknown until deployment']);
  });

  test('of a module is not read', () => {
    expect(notRead(template({ Deploy: { Type: 'My::Roles::Deploy::MODULE' } }))).toEqual(['t/Deploy My::Roles::Deploy::MODULE: what a module makes is not read']);
  });
});

test('a trust policy that is no JSON is named', () => {
  expect(notRead(template({ Broken: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: '{"Version":' } } }))).toEqual(['t/Broken AWS::IAM::Role: its trust policy is no JSON object']);
});

describe('what the command line gives of a deployed stack', () => {
  const body = { Resources: { Wide: role('repo:*') } };

  test.each<[string, string, string | undefined]>([
    ['as an object', JSON.stringify({ TemplateBody: body, StagesAvailable: ['Original', 'Processed'] }, undefined, 1), '/TemplateBody/Resources/Wide'],
    ['as a text of YAML', JSON.stringify({ StagesAvailable: ['Original'], TemplateBody: `Resources:\n  Wide: ${JSON.stringify(body.Resources.Wide)}\n` }, undefined, 1), '/TemplateBody'],
    ['as a text of JSON', JSON.stringify({ TemplateBody: JSON.stringify(body) }, undefined, 1), '/TemplateBody'],
    ['in YAML', `StagesAvailable:\n- Original\nTemplateBody: |\n  Resources:\n    Wide: ${JSON.stringify(body.Resources.Wide)}\n`, '/TemplateBody'],
  ])('is read: %s', (_name, text, pointer) => {
    const read = readText(text, { file: 'stack.json' });
    expect(read.targets.map(({ id, source }) => [id, source.pointer, source.line !== undefined])).toEqual([['stack/Wide', pointer, true]]);
    expect(grave(read)).toContain('stack/Wide');
  });

  test('fails where it is no template', () => {
    expect(() => readText(JSON.stringify({ TemplateBody: 'a: [' }), { file: 'stack.json' })).toThrow('stack.json');
  });
});
