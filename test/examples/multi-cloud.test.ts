import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { buildAwsApp } from '../../examples/multi-cloud/aws-app';
import { production } from '../../examples/multi-cloud/identities';
import { buildTerraformApp } from '../../examples/multi-cloud/terraform-app';
import { ROOT, source } from '../contract/source-files';

const SUBJECT = 'repo:my-org@123456/my-app@456789:environment:production';
const ISSUER = 'https://token.actions.githubusercontent.com';

type Resources = Record<string, Record<string, any>>;

/** What Terraform would read, by stack. */
function synthesised(): Record<string, Resources> {
  const outdir = mkdtempSync(join(tmpdir(), 'example-'));
  try {
    buildTerraformApp(outdir).synth();
    return Object.fromEntries(['google', 'azure', 'vault'].map(name => [name, JSON.parse(readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8')).resource]));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function only(resources: Resources, type: string): any {
  const [[id, { '//': _, ...resource }], ...others] = Object.entries<any>(resources[type]);
  expect(others).toEqual([]);
  return { id, ...resource };
}

describe('one workload at four clouds', () => {
  const stacks = synthesised();

  test('is trusted by AWS for its subject and audience, and nobody else is', () => {
    const template = Template.fromJSON(buildAwsApp().synth().getStackByName('DeployRoles').template);
    const [provider] = Object.keys(template.findResources('AWS::IAM::OIDCProvider'));
    const roles = Object.values(template.findResources('AWS::IAM::Role'));

    expect(roles.map(role => role.Properties.AssumeRolePolicyDocument.Statement)).toEqual([[{
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: { Ref: provider } },
      Condition: { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com', 'token.actions.githubusercontent.com:sub': SUBJECT } },
    }]]);
  });

  test('is trusted by Google Cloud as one member, behind a condition on its owner', () => {
    const pool = only(stacks.google, 'google_iam_workload_identity_pool');
    const account = only(stacks.google, 'google_service_account');

    expect(only(stacks.google, 'google_iam_workload_identity_pool_provider')).toEqual({
      id: expect.any(String),
      attribute_condition: 'assertion.repository_owner_id == "123456"',
      attribute_mapping: { 'attribute.repository_owner_id': 'assertion.repository_owner_id', 'google.subject': 'assertion.sub' },
      oidc: { issuer_uri: ISSUER },
      project: 'my-project',
      workload_identity_pool_id: `\${google_iam_workload_identity_pool.${pool.id}.workload_identity_pool_id}`,
      workload_identity_pool_provider_id: 'github',
    });
    expect(only(stacks.google, 'google_service_account_iam_member')).toEqual({
      id: expect.any(String),
      member: `principal://iam.googleapis.com/\${google_iam_workload_identity_pool.${pool.id}.name}/subject/${SUBJECT}`,
      role: 'roles/iam.workloadIdentityUser',
      service_account_id: `\${google_service_account.${account.id}.name}`,
    });
    expect(only(stacks.google, 'google_project_iam_member')).toMatchObject({ member: `\${google_service_account.${account.id}.member}`, role: 'roles/run.developer' });
  });

  test('is trusted by Azure by one credential', () => {
    expect(only(stacks.azure, 'azurerm_federated_identity_credential')).toMatchObject({ issuer: ISSUER, subject: SUBJECT, audience: ['api://AzureADTokenExchange'] });
    expect(Object.keys(stacks.azure).sort()).toEqual(['azurerm_federated_identity_credential', 'azurerm_role_assignment', 'azurerm_user_assigned_identity']);
  });

  test('is trusted by Vault as one role', () => {
    const role = only(stacks.vault, 'vault_jwt_auth_backend_role');

    expect(role).toMatchObject({ role_type: 'jwt', bound_subject: SUBJECT, bound_audiences: ['https://vault.example.com'] });
    expect(role).not.toHaveProperty('bound_claims');
    expect(only(stacks.vault, 'vault_jwt_auth_backend')).toMatchObject({ bound_issuer: ISSUER, oidc_discovery_url: ISSUER });
  });

  test('is declared in a module that imports no framework', () => {
    const text = readFileSync(join(ROOT, 'examples', 'multi-cloud', 'identities.ts'), 'utf8');

    expect([...text.matchAll(/from '([^']+)'/g)].map(([, name]) => name)).toEqual(['cdk-federated-roles']);
    expect(text.match(/import \{([^}]+)\}/)![1].split(',').map(name => name.trim()).filter(name => source('index.ts').includes(`* as ${name} `))).toEqual([]);
    expect(production.subjects).toEqual([SUBJECT]);
  });
});
