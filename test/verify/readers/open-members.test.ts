import { decide } from '../../../src/verify/decide';
import { Artefacts } from '../../../src/verify/model';
import { readText } from '../../../src/verify/readers';

const ISSUER = 'https://token.actions.githubusercontent.com';
const POOL = 'projects/123456789/locations/global/workloadIdentityPools/ci';
const OWNER = "assertion.repository_owner_id == '1'";
const REPOSITORY = `principalSet://iam.googleapis.com/${POOL}/attribute.repository/`;
const MAPPING = { 'google.subject': 'assertion.sub', 'attribute.repository': 'assertion.repository' };
const pool = { workload_identity_pool_id: 'ci', project: '123456789' };
const provider = { ...pool, workload_identity_pool_provider_id: 'github', attribute_mapping: MAPPING, attribute_condition: OWNER, oidc: [{ issuer_uri: ISSUER }] };
const job = { iss: ISSUER, aud: `https://iam.googleapis.com/${POOL}/providers/github`, sub: 'repo:my-org/my-app:environment:production', repository: 'my-org/my-app', repository_owner_id: '1' };

const bindingsOf = ({ targets }: Artefacts) => targets.filter(({ kind }) => kind === 'workload-identity-binding');
const answers = (read: Artefacts, change: object = {}) => bindingsOf(read).map(target => decide(target, { ...job, ...change }).outcome);

describe('a member of a configuration of which a part is only known at deployment', () => {
  const grant = (member: string, role = 'roles/iam.workloadIdentityUser') => readText(JSON.stringify({
    resource: {
      google_iam_workload_identity_pool: { ci: pool },
      google_iam_workload_identity_pool_provider: { github: { ...provider, oidc: provider.oidc[0] } },
      google_service_account_iam_member: { deploy: { service_account_id: 'deploy', role, member } },
    },
  }), { file: 'main.tf.json' });

  test('may be the one of a token that fits the rest', () => {
    const read = grant(`${REPOSITORY}my-org/\${var.app}`);
    expect([answers(read), answers(read, { repository: 'evil/my-app' }), answers(read, { repository_owner_id: '2' })]).toEqual([['unknown'], ['reject'], ['reject']]);
    expect(decide(bindingsOf(read)[0], job).reasons.find(({ claim }) => claim === 'member')).toMatchObject({ ok: false, hint: 'not resolved: var.app' });
  });

  test('is compared at its end as well', () => {
    const read = grant(`${REPOSITORY}\${var.org}/my-app`);
    expect([answers(read), answers(read, { repository: 'my-org/my-app-2' }), answers(read, { repository: '/my-app' })]).toEqual([['unknown'], ['reject'], ['unknown']]);
    expect(answers(grant(`${REPOSITORY}\${var.org}my-org/my-app/\${var.x}my-app`))).toEqual(['reject']);
  });

  test('holds angle brackets that are text', () => {
    expect([answers(grant(`${REPOSITORY}my-org/<app>`)), answers(grant(`${REPOSITORY}my-org/my-app`))]).toEqual([['reject'], ['accept']]);
  });

  test('is a member of some pool where that is what the role is for', () => {
    expect(answers(grant('${var.member}'))).toEqual(['unknown']);
    expect(answers(grant('${var.member}', 'roles/viewer'))).toEqual([]);
    expect(answers(grant('serviceAccount:${var.account}'))).toEqual([]);
  });
});

/** What `terraform show -json` gives of resources that were never applied. */
function plan(resources: readonly { address: string; values?: object; unknown?: object; expressions?: object }[], configuration: object = {}): Artefacts {
  const shape = (address: string) => ({ address, mode: 'managed', type: address.split('.')[0], name: address.split('.')[1] });
  return readText(JSON.stringify({
    format_version: '1.2',
    planned_values: { root_module: { resources: resources.map(({ address, values = {} }) => ({ ...shape(address), values })) } },
    resource_changes: resources.map(({ address, values = {}, unknown = {} }) => ({ ...shape(address), change: { actions: ['create'], before: null, after: values, after_unknown: unknown } })),
    configuration: { root_module: { resources: resources.map(({ address, expressions = {} }) => ({ ...shape(address), expressions })), ...configuration } },
  }), { file: 'plan.json' });
}

const POOL_AND_PROVIDER = [
  { address: 'google_iam_workload_identity_pool.ci', values: pool, unknown: { name: true, id: true } },
  { address: 'google_iam_workload_identity_pool_provider.github', values: provider, unknown: { name: true, id: true } },
];
const OF_POOL = { references: ['google_iam_workload_identity_pool.ci.name', 'google_iam_workload_identity_pool.ci', 'var.repository'] };

describe('a member that a plan leaves open', () => {
  const role = { role: 'roles/storage.admin', bucket: 'b' };

  test.each([
    ['alone', { address: 'google_storage_bucket_iam_member.deploy', values: role, unknown: { member: true }, expressions: { member: OF_POOL } }],
    ['among others', { address: 'google_storage_bucket_iam_binding.deploy', values: { ...role, members: ['user:a@example.com', null] }, unknown: { members: [false, true] }, expressions: { members: OF_POOL } }],
  ])('is one of the pool that it refers to, and who is not told: %s', (_name, binding) => {
    const read = plan([...POOL_AND_PROVIDER, binding]);
    expect(bindingsOf(read).map(({ id, issuer }) => [id, issuer])).toEqual([[binding.address, ISSUER]]);
    expect([answers(read), answers(read, { repository_owner_id: '2' })]).toEqual([['unknown'], ['reject']]);
  });

  test('is nobody of whom is known that he is of a pool', () => {
    const account = { references: ['google_service_account.app.email', 'google_service_account.app'] };
    expect(answers(plan([...POOL_AND_PROVIDER, { address: 'google_storage_bucket_iam_member.app', values: role, unknown: { member: true }, expressions: { member: account } }]))).toEqual([]);
  });
});

describe('a variable of a module in a plan', () => {
  const references = (...names: string[]) => ({ references: names });
  const statement = { actions: ['sts:AssumeRoleWithWebIdentity'], effect: 'Allow', condition: [{ test: 'StringEquals', values: ['sts.amazonaws.com'], variable: 'token.actions.githubusercontent.com:aud' }], principals: [{ identifiers: [null], type: 'Federated' }] };

  /** A role in a module in a module, to which the ARN of the provider is handed down. */
  function nested(given: object): Artefacts {
    const shape = (address: string, type: string, mode = 'managed') => ({ address, mode, type, name: 'trust' });
    const at = 'module.ci.module.role["a"]';
    return readText(JSON.stringify({
      format_version: '1.2',
      planned_values: {
        root_module: {
          resources: [{ ...shape('aws_iam_openid_connect_provider.trust', 'aws_iam_openid_connect_provider'), values: { url: ISSUER } }],
          child_modules: [{ address: 'module.ci', child_modules: [{ address: at, resources: [{ ...shape(`${at}.aws_iam_role.trust`, 'aws_iam_role'), values: { name: 'deploy' } }] }] }],
        },
      },
      resource_changes: [
        { ...shape('aws_iam_openid_connect_provider.trust', 'aws_iam_openid_connect_provider'), change: { after: {}, after_unknown: { arn: true } } },
        { ...shape(`${at}.aws_iam_role.trust`, 'aws_iam_role'), change: { after: {}, after_unknown: { assume_role_policy: true } } },
        { ...shape(`${at}.data.aws_iam_policy_document.trust`, 'aws_iam_policy_document', 'data'), change: { after: { statement: [statement] }, after_unknown: { json: true, statement: [{ principals: [{ identifiers: [true] }] }] } } },
      ],
      configuration: {
        root_module: {
          resources: [{ ...shape('aws_iam_openid_connect_provider.trust', 'aws_iam_openid_connect_provider'), expressions: {} }],
          module_calls: {
            ci: {
              expressions: { arn: given },
              module: {
                module_calls: {
                  role: {
                    expressions: { provider: references('var.arn') },
                    module: {
                      resources: [
                        { ...shape('aws_iam_role.trust', 'aws_iam_role'), expressions: { assume_role_policy: references('data.aws_iam_policy_document.trust.json', 'data.aws_iam_policy_document.trust') } },
                        { ...shape('data.aws_iam_policy_document.trust', 'aws_iam_policy_document', 'data'), expressions: { statement: [{ principals: [{ identifiers: references('var.provider') }] }] } },
                      ],
                    },
                  },
                },
              },
            },
          },
        },
      },
    }), { file: 'plan.json' });
  }

  const answer = ({ targets: [target] }: Artefacts, change: object = {}) => decide(target, { iss: ISSUER, aud: 'sts.amazonaws.com', sub: 'a', ...change }).outcome;

  test('is what the callers hand down', () => {
    const read = nested(references('aws_iam_openid_connect_provider.trust.arn', 'aws_iam_openid_connect_provider.trust'));
    expect(read.targets[0].issuer).toBe(ISSUER);
    expect([answer(read), answer(read, { iss: 'https://gitlab.com' }), answer(read, { aud: 'x' })]).toEqual(['accept', 'reject', 'reject']);
  });

  test.each([
    ['of a variable of the whole configuration', references('var.provider_arn')],
    ['of two things', references('aws_iam_openid_connect_provider.trust.arn', 'aws_iam_openid_connect_provider.trust', 'var.suffix')],
    ['of nothing', {}],
  ])('stays open where it is made %s', (_name, given) => {
    const read = nested(given);
    expect([answer(read), answer(read, { aud: 'x' })]).toEqual(['unknown', 'reject']);
  });
});
