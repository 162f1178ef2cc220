import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { aws, GitHubRepository, GitLabProject } from '../../src';
import { aStack, refusal } from '../support/stacks';
import { emittedTrust, trustPolicies } from '../support/template';

const github = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' }).environment('production');
const gitlab = GitLabProject.of('my-org/my-app').branch('main').withProtectedRef();

describe('a workload principal', () => {
  test('puts the trust of a deploy role on a role that others own', () => {
    const stack = aStack();
    new iam.Role(stack, 'Role', { assumedBy: new aws.WorkloadPrincipal({ workloads: [github, gitlab] }) });
    expect(Object.values(trustPolicies(stack))).toEqual([emittedTrust([github, gitlab])]);
  });

  test('stands beside other principals', () => {
    const stack = aStack();
    const assumedBy = new iam.CompositePrincipal(new iam.ServicePrincipal('ec2.amazonaws.com'), new aws.WorkloadPrincipal({ workloads: [github, gitlab] }));
    new iam.Role(stack, 'Role', { assumedBy });
    const [trust] = Object.values(trustPolicies(stack));
    expect(trust.Statement.slice(1)).toEqual(emittedTrust([github, gitlab]).Statement);
    expect(trust.Statement).toHaveLength(3);
  });

  test('keeps its conditions where session tags are allowed as well', () => {
    const stack = aStack();
    new iam.Role(stack, 'Role', { assumedBy: new iam.SessionTagsPrincipal(new aws.WorkloadPrincipal({ workloads: [github] })) });
    const [statement] = emittedTrust([github]).Statement;
    expect(Object.values(trustPolicies(stack))[0].Statement).toEqual([{ ...statement, Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'] }]);
  });

  test('names the providers and the audience that are given', () => {
    const stack = aStack();
    const providers = [aws.GitLabOidcProvider.inStack(stack, { audiences: ['https://gitlab.com'] })];
    new iam.Role(stack, 'Role', { assumedBy: new aws.WorkloadPrincipal({ workloads: [gitlab], providers, audience: 'https://gitlab.com' }) });
    const [trust] = Object.values(trustPolicies(stack));
    expect(trust.Statement[0].Condition.StringEquals['gitlab.com:aud']).toBe('https://gitlab.com');
    expect(trust.Statement[0].Principal.Federated).toEqual({ Ref: expect.stringContaining('GitLabOidcProvider') });
  });

  test.each<[string, (principal: aws.WorkloadPrincipal) => unknown]>([
    ['in a resource policy', principal => {
      const bucket = new s3.Bucket(aStack(), 'Bucket');
      bucket.addToResourcePolicy(new iam.PolicyStatement({ actions: ['s3:*'], principals: [principal], resources: ['*'] }));
    }],
    ['with further conditions', principal => new iam.Role(aStack(), 'Role', { assumedBy: new iam.PrincipalWithConditions(principal, { StringLike: { x: '*' } }) })],
  ])('fails %s', (_name, use) => {
    expect(refusal(() => use(new aws.WorkloadPrincipal({ workloads: [github] }))).code).toBe('NOT_A_POLICY_PRINCIPAL');
  });

  test('fails for what a deploy role refuses', () => {
    expect(refusal(() => new aws.WorkloadPrincipal({ workloads: [] })).code).toBe('NO_WORKLOADS');
    expect(refusal(() => new aws.WorkloadPrincipal({ workloads: [github], audience: '*' })).code).toBe('INVALID_AUDIENCE');
    expect(refusal(() => new aws.WorkloadPrincipal({ workloads: [github], providers: [aws.GitLabOidcProvider.inStack(aStack())] })).code).toBe('WRONG_ISSUER');
    expect(refusal(() => new aws.WorkloadPrincipal({ workloads: [GitLabProject.of('g/p').environment('x')] })).code).toBe('UNSUPPORTED_CLAIM');
  });

  test('fails for a pattern, whose reason it could write nowhere', () => {
    const error = refusal(() => new aws.WorkloadPrincipal({ workloads: [GitLabProject.of('g/p').anyJob({ reason: 'x' })] }));
    expect(error.code).toBe('REASON_NOWHERE');
    expect(error.text).toContain('DeployRole');
  });
});
