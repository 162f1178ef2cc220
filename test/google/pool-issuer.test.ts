import { IamWorkloadIdentityPool } from '@cdktf/provider-google/lib/iam-workload-identity-pool';
import { IamWorkloadIdentityPoolProvider } from '@cdktf/provider-google/lib/iam-workload-identity-pool-provider';
import { GoogleProvider } from '@cdktf/provider-google/lib/provider';
import { App, TerraformElement, TerraformStack } from 'cdktf';
import { Errors, GitLabIssuer, GitLabProject, google, Issuer } from '../../src';

const POOL_ID = 'ci-pool';
const OTHER = Issuer.of('https://gitlab.example.com');
const nameIn = (number: string) => `projects/${number}/locations/global/workloadIdentityPools/${POOL_ID}`;

/** Two stacks of one app. */
class Delivery {
  public readonly app = new App();
  public readonly stack = this.newStack('one');
  public readonly other = this.newStack('two');

  public define(project?: string, stack = this.stack, id = 'Pool'): google.WorkloadIdentityPool {
    return new google.WorkloadIdentityPool(stack, id, { poolId: POOL_ID, project });
  }

  public existing(number: string, project?: string, stack = this.stack): google.IWorkloadIdentityPool {
    return google.WorkloadIdentityPool.fromAttributes(stack, `Existing${number}`, { poolName: nameIn(number), project });
  }

  public take(pool: google.IWorkloadIdentityPool, issuer: Issuer, stack = this.stack): google.OidcProvider {
    return new google.OidcProvider(stack, `Take${issuer.url}`, { pool, issuer, providerId: 'provider', tenantClaims: { owner: ['1'] } });
  }

  /** A provider of cdktf alone. */
  public raw(config: Partial<ConstructorParameters<typeof IamWorkloadIdentityPoolProvider>[2]>, stack = this.stack): IamWorkloadIdentityPoolProvider {
    return new IamWorkloadIdentityPoolProvider(stack, 'Raw', { workloadIdentityPoolId: POOL_ID, workloadIdentityPoolProviderId: 'raw-provider', ...config });
  }

  /** The codes of what is refused, by the call or at synth. */
  public get codes(): string[] {
    const texts = this.app.node.findAll().flatMap(({ node }) => node.validate());
    return texts.map(text => /\[([A-Z_]+)\]$/.exec(text)?.[1] ?? text);
  }

  private newStack(name: string): TerraformStack {
    const stack = new TerraformStack(this.app, name);
    new GoogleProvider(stack, 'Google', {});
    return stack;
  }
}

const FIRST = Issuer.of('https://ci.example.com');

/** Ways in which two issuers reach one pool. */
const SAME: Record<string, (delivery: Delivery) => void> = {
  'a pool and the same by attributes, both by number': d => [d.take(d.define('1'), FIRST), d.take(d.existing('1'), OTHER)],
  'a pool and the same by attributes, both by id': d => [d.take(d.define('my-project'), FIRST), d.take(d.existing('1', 'my-project'), OTHER)],
  'the attributes first': d => [d.take(d.existing('1', 'my-project'), FIRST), d.take(d.define('my-project'), OTHER)],
  'two constructs of one pool': d => [d.take(d.define('my-project'), FIRST), d.take(d.define('my-project', d.stack, 'Twin'), OTHER)],
  'two constructs of one pool, in the project of the provider': d => [d.take(d.define(), FIRST), d.take(d.define(undefined, d.stack, 'Twin'), OTHER)],
  'two stacks': d => [d.take(d.define('my-project'), FIRST), d.take(d.define('my-project', d.other), OTHER, d.other)],
  'one pool for providers in two stacks': d => {
    const pool = d.define('my-project');
    return [d.take(pool, FIRST), d.take(pool, OTHER, d.other)];
  },
  'a provider of cdktf, by id': d => [d.take(d.define('my-project'), FIRST), d.raw({ project: 'my-project', oidc: { issuerUri: OTHER.url } })],
  'a provider of cdktf, by reference': d => {
    const pool = d.define('my-project');
    return [d.take(pool, FIRST), d.raw({ workloadIdentityPoolId: pool.resource.workloadIdentityPoolId, oidc: { issuerUri: OTHER.url } })];
  },
  'a provider of cdktf that comes first': d => [d.raw({ project: 'my-project', oidc: { issuerUri: OTHER.url } }), d.take(d.define('my-project'), FIRST)],
  'a provider of cdktf in another stack': d => {
    const pool = d.define('my-project');
    return [d.take(pool, FIRST), d.raw({ workloadIdentityPoolId: pool.resource.workloadIdentityPoolId, oidc: { issuerUri: OTHER.url } }, d.other)];
  },
  'a provider of cdktf in a pool of cdktf': d => {
    const pool = new IamWorkloadIdentityPool(d.stack, 'Raw pool', { workloadIdentityPoolId: POOL_ID, project: 'my-project' });
    return [d.raw({ workloadIdentityPoolId: pool.workloadIdentityPoolId, oidc: { issuerUri: OTHER.url } }), d.take(d.existing('1', 'my-project'), FIRST)];
  },
  'a provider of cdktf for AWS': d => [d.take(d.define('my-project'), FIRST), d.raw({ project: 'my-project', aws: { accountId: '111111111111' } })],
  'a provider of cdktf for SAML': d => [d.take(d.define('my-project'), FIRST), d.raw({ project: 'my-project', saml: { idpMetadataXml: '<xml/>' } })],
  'an override of its issuer': d => [
    d.take(d.define('my-project'), FIRST),
    d.raw({ project: 'my-project', oidc: { issuerUri: FIRST.url } }).addOverride('oidc.issuer_uri', OTHER.url),
  ],
  'an override of the stack': d => [
    d.take(d.define('my-project'), FIRST),
    d.stack.addOverride('resource.google_iam_workload_identity_pool_provider.Raw', { workload_identity_pool_id: POOL_ID, project: 'my-project', oidc: { issuer_uri: OTHER.url } }),
  ],
  'an element that writes a provider': d => [
    d.take(d.define('my-project'), FIRST),
    new class extends TerraformElement {
      public toTerraform(): any {
        return { resource: { google_iam_workload_identity_pool_provider: { Raw: { workload_identity_pool_id: POOL_ID, project: 'my-project', oidc: [{ issuer_uri: OTHER.url }] } } } };
      }
    }(d.stack, 'Element'),
  ],
  'the project of the Terraform provider': d => {
    (d.stack.node.findChild('Google') as GoogleProvider).project = 'my-project';
    return [d.take(d.define(), FIRST), d.take(d.existing('1', 'my-project'), OTHER)];
  },
};

/** One pool, perhaps: a number and an id cannot be compared. */
const PERHAPS: Record<string, (delivery: Delivery) => void> = {
  'by number and by id': d => [d.take(d.define('my-project'), FIRST), d.take(d.existing('1'), OTHER)],
  'by number and in the project of the provider': d => [d.take(d.define(), FIRST), d.take(d.existing('1'), OTHER)],
  'by a provider of cdktf in another stack': d => [d.take(d.existing('1'), FIRST), d.raw({ oidc: { issuerUri: OTHER.url } }, d.other)],
};

/** Two pools, or one issuer. */
const APART: Record<string, (delivery: Delivery) => void> = {
  'one issuer twice': d => [
    d.take(d.define('my-project'), FIRST),
    google.WorkloadIdentityProvider.fromAttributes(d.stack, 'Existing', {
      pool: d.existing('1'), issuer: FIRST, providerId: 'existing', attributeMapping: { 'google.subject': 'assertion.sub' }, attributeCondition: 'assertion.owner == "1"',
    }),
  ],
  'two projects by id': d => [d.take(d.define('my-project'), FIRST), d.take(d.existing('1', 'another-project'), OTHER)],
  'two projects by number': d => [d.take(d.existing('1'), FIRST), d.take(d.existing('2'), OTHER)],
  'two stacks, each in the project of its provider': d => [d.take(d.define(), FIRST), d.take(d.define(undefined, d.other), OTHER, d.other)],
  'a provider of cdktf with the same issuer': d => [d.take(d.define('my-project'), FIRST), d.raw({ project: 'my-project', oidc: { issuerUri: FIRST.url } })],
  'a provider of cdktf in another pool': d => [d.take(d.define('my-project'), FIRST), d.raw({ workloadIdentityPoolId: 'other-pool', oidc: { issuerUri: OTHER.url } })],
  'a provider that has been removed': d => {
    const pool = d.define('my-project');
    d.take(pool, FIRST);
    d.stack.node.tryRemoveChild(`Take${FIRST.url}`.replace(/\//g, '--'));
    return [d.take(pool, OTHER)];
  },
};

function codesOf(make: (delivery: Delivery) => void): string[] {
  const delivery = new Delivery();
  try {
    make(delivery);
  } catch (error) {
    return [Errors.codeOf(error)!];
  }
  return delivery.codes;
}

test.each(Object.keys(SAME))('fails for two issuers of one pool: %s', way => {
  expect(codesOf(SAME[way])).toEqual(['POOL_HAS_ISSUER']);
});

test.each(Object.keys(PERHAPS))('fails for two issuers of what may be one pool: %s', way => {
  expect(codesOf(PERHAPS[way])).toEqual(['POOL_HAS_ISSUER']);
});

test.each(Object.keys(APART))('takes %s', way => {
  expect(codesOf(APART[way])).toEqual([]);
});

test('a service account that has been removed admits nobody any more', () => {
  const delivery = new Delivery();
  const provider = new google.GitLabProvider(delivery.stack, 'GitLab', { pool: delivery.define('my-project'), issuer: GitLabIssuer.GITLAB_COM });
  const account = (id: string, projectId: string) => new google.DeployServiceAccount(delivery.stack, id, {
    provider, accountId: `deploy-${projectId}`, workloads: [GitLabProject.of(`group/app-${projectId}`, { projectId }).branch('main')],
  });
  account('First', '1111');
  account('Second', '2222');
  delivery.stack.node.tryRemoveChild('First');

  expect(JSON.stringify(delivery.stack.toTerraform())).not.toContain('1111');
});
