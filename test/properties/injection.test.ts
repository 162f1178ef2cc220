import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as fc from 'fast-check';
import { expectSound, Statement, statementsOf } from './iam';
import { orRefused } from './or-refused';
import { inOneOutdir } from './outdir';
import { PARAMETERS } from './parameters';
import { RUNS } from './runs';
import { anyText } from './texts';
import { aws } from '../../src';
import { compileTrust } from '../../src/aws/trust';
import { GitHubRepository, Issuer, Workload } from '../../src/identity';

const AUDIENCE = 'sts.amazonaws.com';

describe.each(PARAMETERS)('whatever text is passed as $name', ({ build, subjects, prefixes }) => {
  // the parameters share the runs: each gets enough to meet every piece of every kind
  const numRuns = Math.max(100, Math.ceil(RUNS / 4));

  test('either is refused or stands in the trust as itself and nothing more', () => {
    fc.assert(fc.property(anyText, text => {
      const workload = orRefused(() => {
        const made = build(text);
        made.subjects; // rendered now, not when it is first used
        return made;
      });
      if (workload === undefined) return;

      if (subjects || prefixes) {
        expect({ subjects: workload.subjects, prefixes: workload.subjectPrefixes }).toEqual({ subjects: subjects?.(text) ?? [], prefixes: prefixes?.(text) ?? [] });
      }
      expect(workload.admits(workload.sampleClaims(AUDIENCE), AUDIENCE)).toBe(true);

      const compiled = orRefused(() => compileTrust([workload], AUDIENCE));
      if (compiled === undefined) return;
      expect(compiled.map(statement => Object.keys(statement).sort())).toEqual([['conditions', 'issuer']]);
      expectSound(statementsOf(compiled), [workload], AUDIENCE);
    }), { numRuns });
  });
});

describe('whatever text is passed as a URL of an issuer', () => {
  test.each([
    ['', (text: string) => text],
    [' after its scheme', (text: string) => `https://${text}`],
    [' after its host', (text: string) => `https://example.com/${text}`],
  ])('is refused or plain%s', (_name, urlOf) => {
    fc.assert(fc.property(anyText, text => {
      const issuer = orRefused(() => Issuer.of(urlOf(text)));
      if (issuer === undefined) return;

      expect(issuer.url).toBe(urlOf(text));
      expect(issuer.url).toMatch(/^https:\/\/[a-z0-9][a-z0-9.-]*(:[0-9]+)?(\/[A-Za-z0-9._~%!,;=+&()-]+)*\/?$/);
    }), { numRuns: RUNS });
  });
});

describe('the template of a role', () => {
  inOneOutdir();

  interface RoleResource {
    readonly Properties: { readonly AssumeRolePolicyDocument: { readonly Version: string; readonly Statement: Record<string, any>[] } };
  }

  /** The roles of one stack, each with the trust of some workloads, as CloudFormation would get them. */
  function synthesised(trusts: { workloads: Workload[]; audience?: string }[]): { policy: RoleResource['Properties']['AssumeRolePolicyDocument']; workloads: Workload[]; audience: string }[] {
    const stack = new Stack(new App({ analyticsReporting: false, autoSynth: false }), 'Stack');
    const roles = trusts.flatMap(({ workloads, audience }, i) => {
      const role = orRefused(() => new aws.DeployRole(stack, `Role${i}`, { workloads, audience, trustPolicyQuota: 8192 }));
      return role === undefined ? [] : [{ id: stack.getLogicalId(role.node.defaultChild as any), workloads, audience: audience ?? AUDIENCE }];
    });
    const resources = Template.fromStack(stack).findResources('AWS::IAM::Role') as unknown as Record<string, RoleResource>;
    expect(Object.keys(resources).sort()).toEqual(roles.map(({ id }) => id).sort());
    return roles.map(role => ({ ...role, policy: resources[role.id].Properties.AssumeRolePolicyDocument }));
  }

  function expectSoundPolicy(policy: RoleResource['Properties']['AssumeRolePolicyDocument'], workloads: Workload[], audience: string): void {
    expect(Object.keys(policy).sort()).toEqual(['Statement', 'Version']);
    expect(policy.Version).toBe('2012-10-17');
    const statements = policy.Statement.map((statement): Statement => {
      expect(Object.keys(statement).sort()).toEqual(['Action', 'Condition', 'Effect', 'Principal']);
      expect(statement).toMatchObject({ Action: 'sts:AssumeRoleWithWebIdentity', Effect: 'Allow' });
      const [separator, parts] = statement.Principal.Federated['Fn::Join'];
      expect([Object.keys(statement.Principal), separator, parts.slice(0, 4)]).toEqual([['Federated'], '', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }]]);
      expect(parts).toHaveLength(5);
      return { host: parts[4].replace(':oidc-provider/', ''), conditions: statement.Condition };
    });
    expectSound(statements, workloads, audience);
  }

  test('has the trust of whatever workloads are accepted, as it was compiled', () => {
    const drawn = fc.tuple(fc.constantFrom(...PARAMETERS), anyText);
    fc.assert(fc.property(fc.array(drawn, { minLength: 40, maxLength: 40 }), all => {
      const workloads = all.flatMap(([{ build }, text]) => orRefused(() => {
        const made = build(text);
        compileTrust([made], AUDIENCE);
        return made;
      }) ?? []);
      const trusts = [...workloads.map(workload => ({ workloads: [workload] })), ...workloads.length > 1 ? [{ workloads: workloads.slice(0, 5) }] : []];

      for (const role of synthesised(trusts)) expectSoundPolicy(role.policy, role.workloads, role.audience);
    }), { numRuns: Math.max(5, Math.ceil(RUNS / 100)) });
  });

  test('has whatever audience is accepted, to the letter', () => {
    const workloads = [GitHubRepository.of('my-org/my-app').branch('main')];
    const audience = anyText.filter(text => !/\{Token\[/.test(text)); // a token of the framework is late, and allowed
    fc.assert(fc.property(fc.array(audience, { minLength: 40, maxLength: 40 }), all => {
      for (const role of synthesised(all.map(text => ({ workloads, audience: text })))) {
        expect(role.audience).not.toMatch(/\{(Tf)?Token\[/);
        expectSoundPolicy(role.policy, role.workloads, role.audience);
      }
    }), { numRuns: Math.max(5, Math.ceil(RUNS / 200)) });
  });
});
