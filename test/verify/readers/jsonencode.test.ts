import { App, Fn, TerraformStack, Testing } from 'cdktf';
import { TerraformResource } from 'cdktf/lib/terraform-resource';
import { shown } from './support';
import { decide } from '../../../src/verify/decide';
import { readText } from '../../../src/verify/readers';

const ARN = 'arn:<aws partition>:iam::<aws account>:oidc-provider/gitlab.com';
const PROVIDER = { aws_iam_openid_connect_provider: { gitlab: { url: 'https://gitlab.com' } } };

const targetOf = (policy: string, further: object = {}) => readText(JSON.stringify({ resource: { ...PROVIDER, aws_iam_role: { r: { name: 'r', assume_role_policy: policy } } }, ...further }), { file: 'r.tf.json' }).targets[0] as any;
const encoded = (policy: string, further: object = {}) => shown(targetOf(`\${jsonencode(${policy})}`, further).trust.policy);

const statement = (sub: string) => `{
  Version = "2012-10-17"
  Statement = [{
    Effect    = "Allow", Action: "sts:AssumeRoleWithWebIdentity"
    Principal = { Federated = aws_iam_openid_connect_provider.gitlab.arn }
    Condition = { StringEquals = { "gitlab.com:sub" = ${sub} } }
  }]
}`;

test('a policy that is encoded in place is read as it is written', () => {
  expect(encoded(statement('"a"'))).toEqual({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: ARN }, Condition: { StringEquals: { 'gitlab.com:sub': 'a' } } }],
  });
});

test.each<[string, string, unknown]>([
  ['a list', '["a", "b",]', ['a', 'b']],
  ['a number', '-1.5', -1.5],
  ['a truth', 'true', true],
  ['nothing', 'null', null],
  ['escapes', '"a\\"b\\\\c\\n"', 'a"b\\c\n'],
  ['a template', '"x-${local.a}-y"', 'x-l-y'],
  ['quotes in a template', '"x-${lookup(var.m, "k")}-y"', 'x-<lookup(var.m, "k")>-y'],
  ['an escaped template', '"x-$${aws:username}"', 'x-${aws:username}'],
  ['a directive', '"%{ if var.a == "x" }b%{ endif }"', '<%{if var.a == "x"}>b<%{endif}>'],
  ['a reference', 'local.a', 'l'],
  ['a call', 'concat(["a"], [for x in var.y : "z}"])', '<concat(["a"], [for x in var.y : "z}"])>'],
  ['a condition', 'var.a ? "x" : "y"', '<var.a ? "x" : "y">'],
  ['a key in a template', '{ "${local.a}:x" = "b" }', { 'l:x': 'b' }],
  ['an empty object', '{}', {}],
])('%s stands for what it says', (_name, sub, expected) => {
  expect(encoded(statement(sub), { locals: { a: 'l' } }).Statement[0].Condition.StringEquals['gitlab.com:sub']).toEqual(expected);
});

test.each<[string, string]>([
  ['without an end', '{ a = ['], ['with a key that is computed', '{ (var.a) = 1 }'], ['with an escape that HCL does not know', '["\\q"]'], ['with more behind it', '{} {}'], ['of another function', 'merge({}, {})'], ['without a value', '[ = ]'],
  ['of an unfinished text', '"a'], ['too deep', `${'['.repeat(60)}${']'.repeat(60)}`], ['with a key that is late', '{ "${var.a}" = 1 }'],
])('an expression %s stays late as a whole', (_name, policy) => {
  expect(encoded(policy)).toMatch(/^<.*>$/s);
});

test('what the CDK for Terraform makes of Fn.jsonencode is read', () => {
  const stack = new TerraformStack(new App(), 'stack');
  const provider = new TerraformResource(stack, 'gitlab', { terraformResourceType: 'aws_iam_openid_connect_provider' });
  provider.addOverride('url', 'https://gitlab.com');
  const role = new TerraformResource(stack, 'role', { terraformResourceType: 'aws_iam_role' });
  role.addOverride('assume_role_policy', Fn.jsonencode({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: provider.getStringAttribute('arn') }, Condition: { StringEquals: { 'gitlab.com:sub': 'project_path:my-org/my-app:${x}' } } }],
  }));
  const { targets: [target] } = readText(Testing.synth(stack, false), { file: 'cdk.tf.json' });

  const answer = (sub: string) => decide(target, { iss: 'https://gitlab.com', aud: 'x', sub }).outcome;
  expect(shown((target as any).trust.policy).Statement[0].Condition.StringEquals).toEqual({ 'gitlab.com:sub': 'project_path:my-org/my-app:${x}' });
  expect([answer('project_path:my-org/my-app:'), answer('project_path:evil/my-app')]).toEqual(['reject', 'reject']);
  expect(shown((target as any).trust.policy).Statement[0].Principal.Federated).toBe(ARN);
});
