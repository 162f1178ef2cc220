import { App, TerraformStack, Testing } from 'cdktf';
import { asserted, defined, job, NAMES, Resources, stepsOf, together, trustOf } from './guide';
import { blocksBelow, runBlock } from './run-block';

const PAGE = 'docs/adopt-gh-oidc.md';
const POOL = 'projects/123456789/locations/global/workloadIdentityPools/github';
const ACCOUNT = 'projects/my-project/serviceAccounts/deploy@my-project.iam.gserviceaccount.com';
const AUDIENCE = `https://iam.googleapis.com/${POOL}/providers/github-com`;

/** The resources of gh-oidc 5.1.0 (modules/gh-oidc/main.tf) for the module of the page, with the number of the project filled in. */
const MODULE: Resources = {
  google_iam_workload_identity_pool: { main: { project: '123456789', workload_identity_pool_id: 'github', disabled: false } },
  google_iam_workload_identity_pool_provider: {
    main: {
      project: '123456789',
      workload_identity_pool_id: '${google_iam_workload_identity_pool.main.workload_identity_pool_id}',
      workload_identity_pool_provider_id: 'github-com',
      attribute_condition: 'assertion.repository_owner == \'my-org\'',
      attribute_mapping: { 'google.subject': 'assertion.sub', 'attribute.actor': 'assertion.actor', 'attribute.aud': 'assertion.aud', 'attribute.repository': 'assertion.repository' },
      oidc: { allowed_audiences: [], issuer_uri: 'https://token.actions.githubusercontent.com' },
    },
  },
};
const OLD_MEMBER: Resources = {
  google_service_account_iam_member: { 'wif-sa': { service_account_id: ACCOUNT, role: 'roles/iam.workloadIdentityUser', member: `principalSet://iam.googleapis.com/${POOL}/attribute.repository/my-org/my-app` } },
};

/** The number of the project, which the deployment fills in. */
const fill = (text: string) => text.replace(/\$\{google_iam_workload_identity_pool\.\w+\.name\}/g, POOL).replace(/"project": "my-project"/g, '"project": "123456789"');
const step = (name: string) => defined(PAGE, name, fill);

const [first, second, third, fourth] = stepsOf(PAGE);
const STATES: readonly (readonly [name: string, account: Resources])[] = [
  ['before', together(MODULE, OLD_MEMBER)],
  [first, together(MODULE, OLD_MEMBER, step(first).resource)],
  [second, together(MODULE, step(first).resource)],
  [third, step(third).resource],
  [fourth, step(fourth).resource],
];

describe(`${PAGE}, step by step`, () => {
  test('has four steps', () => expect(stepsOf(PAGE)).toHaveLength(4));

  asserted({ audience: AUDIENCE, states: STATES, namesUntil: 3, idsFrom: 0 });

  test('a job that nobody named is let in until the old member goes', () => {
    expect(STATES.map(([, account]) => trustOf(account).admits(job(NAMES, AUDIENCE, 'pull_request')))).toEqual([true, true, false, false, false]);
  });

  test('the members keep what they are when pool and provider move over', () => {
    const members = (name: string) => step(name).resource.google_service_account_iam_member;
    expect(members(third)).toEqual(members(first));
  });

  test('pool and provider are imported under the names of the module', () => {
    expect(step(third).imports.map(({ id }) => id)).toEqual(['projects/my-project/locations/global/workloadIdentityPools/github', 'projects/my-project/locations/global/workloadIdentityPools/github/providers/github-com']);
    expect(step(first).resource).not.toHaveProperty('google_iam_workload_identity_pool');
  });

  test('where both share a state they are moved', () => {
    const stack = new TerraformStack(new App(), 'stack');
    const { pool, provider } = runBlock(blocksBelow(PAGE, fourth)[0].text, { stack }, ['pool', 'provider']);
    runBlock(blocksBelow(PAGE, third)[1].text, { pool, provider });
    expect(JSON.parse(Testing.synth(stack, false)).moved.map(({ from }: any) => from)).toEqual(['module.gh_oidc.google_iam_workload_identity_pool.main', 'module.gh_oidc.google_iam_workload_identity_pool_provider.main']);
  });
});
