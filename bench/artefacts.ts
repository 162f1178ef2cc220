import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const HOST = 'token.actions.githubusercontent.com';
const ACCOUNT = '123456789012';

/** CloudFormation takes 500 resources a stack. */
export const ROLES_PER_TEMPLATE = 500;

/** Templates of deploy roles, as `cdk synth` writes them. */
export function writeTemplates(directory: string, roles: number): string {
  mkdirSync(directory, { recursive: true });
  for (let first = 0; first < roles; first += ROLES_PER_TEMPLATE) {
    const resources = Array.from({ length: Math.min(ROLES_PER_TEMPLATE, roles - first) }, (_, i) => [`DeployRole${first + i}`, {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: `deploy-${first + i}`,
        AssumeRolePolicyDocument: trustOf(first + i, { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${ACCOUNT}:oidc-provider/${HOST}`]] }),
        MaxSessionDuration: 3600,
        Policies: [{ PolicyName: 'deploy', PolicyDocument: permissionsOf(first + i) }],
      },
      Metadata: { 'aws:cdk:path': `stack/deploy-${first + i}/Resource` },
    }]);
    writeFileSync(join(directory, `stack-${first / ROLES_PER_TEMPLATE}.template.json`), JSON.stringify({ Resources: Object.fromEntries(resources) }, undefined, 1));
  }
  return directory;
}

/** What `aws iam get-account-authorization-details` prints. */
export function writeAccount(file: string, roles: number): string {
  const list = Array.from({ length: roles }, (_, i) => ({
    Path: '/',
    RoleName: `deploy-${i}`,
    RoleId: `AROA${i}`,
    Arn: `arn:aws:iam::${ACCOUNT}:role/deploy-${i}`,
    CreateDate: '2026-01-01T00:00:00+00:00',
    AssumeRolePolicyDocument: trustOf(i, `arn:aws:iam::${ACCOUNT}:oidc-provider/${HOST}`),
    InstanceProfileList: [],
    RolePolicyList: [{ PolicyName: 'deploy', PolicyDocument: permissionsOf(i) }],
    AttachedManagedPolicies: [],
    Tags: [],
    RoleLastUsed: {},
  }));
  writeFileSync(file, JSON.stringify({ UserDetailList: [], GroupDetailList: [], RoleDetailList: list, Policies: [] }, undefined, 4));
  return file;
}

/** Nine of ten roles name their subject; of the others each second one trusts a whole repository. */
function trustOf(i: number, provider: unknown): object {
  const subject = `repo:my-org@123456/app-${i}@${1_000_000 + i}`;
  const audience = { [`${HOST}:aud`]: 'sts.amazonaws.com' };
  const exact = i % 5 === 0 ? [`${subject}:environment:production`, `${subject}:environment:staging`] : `${subject}:environment:production`;
  const condition = i % 10 > 0 ? { StringEquals: { ...audience, [`${HOST}:sub`]: exact } }
    : { StringEquals: audience, StringLike: { [`${HOST}:sub`]: i % 20 === 0 ? `${subject}:*` : `${subject}:ref:refs/heads/release/*` } };
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Federated: provider }, Action: 'sts:AssumeRoleWithWebIdentity', Condition: condition }] };
}

function permissionsOf(i: number): object {
  return {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: `arn:aws:s3:::app-${i}/*` },
      { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: `arn:aws:iam::${ACCOUNT}:role/cdk-hnb659fds-*` },
    ],
  };
}
