import { runIn } from './run-here';
import { CLAIMS, GITHUB, policy } from './trusts';

interface Refusal {
  readonly title: string;
  readonly trust: object;
  readonly claims: object;
  /** What the first reason has to name: the cause, and the fix. */
  readonly cause: RegExp;
  readonly fix: RegExp;
}

const trust = (sub: string, more: object = {}) => policy({ StringEquals: { aud: 'sts.amazonaws.com', sub, ...more } });
const claims = (more: object) => {
  const { environment: _, ...job } = CLAIMS;
  return { ...job, ...more };
};
const APP = 'repo:my-org@123456/my-app@456789';

/** The ten commonest reasons for which a cloud refuses a job. */
export const REFUSALS: readonly Refusal[] = [
  {
    title: 'The environment took the place of the branch',
    trust: trust(`${APP}:ref:refs/heads/main`),
    claims: CLAIMS,
    cause: /names environment "production", which takes the place of the ref/,
    fix: /trust environment "production", or take the environment out of the job/,
  },
  {
    title: 'The repository sends ids, and names are trusted',
    trust: trust('repo:my-org/my-app:environment:production'),
    claims: CLAIMS,
    cause: /sends its numeric ids in the subject/,
    fix: /trust "repo:my-org@123456\/my-app@456789:environment:production"/,
  },
  {
    title: 'The repository sends names, and ids are trusted',
    trust: trust(`${APP}:environment:production`),
    claims: { ...CLAIMS, sub: 'repo:my-org/my-app:environment:production' },
    cause: /sends names without ids/,
    fix: /trust "repo:my-org\/my-app:environment:production", or have the repository send the immutable form/,
  },
  {
    title: 'The letter case differs',
    trust: trust('repo:My-Org@123456/my-app@456789:environment:production'),
    claims: CLAIMS,
    cause: /only the letter case/,
    fix: /write "repo:my-org@123456\/my-app@456789:environment:production"/,
  },
  {
    title: 'The token is for another audience',
    trust: trust(CLAIMS.sub),
    claims: { ...CLAIMS, aud: 'https://github.com/my-org' },
    cause: /requested its token for audience "https:\/\/github\.com\/my-org", which GitHub puts in when the job names none/,
    fix: /request it for "sts\.amazonaws\.com"/,
  },
  {
    title: 'The job runs for a pull request',
    trust: trust(`${APP}:ref:refs/heads/main`),
    claims: claims({ sub: `${APP}:pull_request`, ref: 'refs/pull/7/merge', event_name: 'pull_request' }),
    cause: /runs for a pull request/,
    fix: /run it on a push for branch "main", or have it name an environment that is trusted/,
  },
  {
    title: 'The job runs for a tag, and a branch is trusted',
    trust: trust(`${APP}:ref:refs/heads/main`),
    claims: claims({ sub: `${APP}:ref:refs/tags/v1.2.3`, ref: 'refs/tags/v1.2.3' }),
    cause: /runs for tag "v1\.2\.3", and branch "main" is trusted/,
    fix: /run it for branch "main", or trust tag "v1\.2\.3"/,
  },
  {
    title: 'The trust tests a claim that the cloud never sees',
    trust: trust(CLAIMS.sub, { event_name: 'push' }),
    claims: CLAIMS,
    cause: /AWS never sees the claim event_name/,
    fix: /test sub instead/,
  },
  {
    title: 'The enterprise has an issuer of its own',
    trust: trust(CLAIMS.sub),
    claims: { ...CLAIMS, iss: `https://${GITHUB}/my-enterprise` },
    cause: /the enterprise of the job has its slug in the issuer/,
    fix: /trust the issuer "https:\/\/token\.actions\.githubusercontent\.com\/my-enterprise"/,
  },
  {
    title: 'The job runs in the merge queue',
    trust: trust(`${APP}:ref:refs/heads/main`),
    claims: claims({ sub: `${APP}:ref:refs/heads/gh-readonly-queue/main/pr-7-0123456789abcdef0123456789abcdef01234567`, ref: 'refs/heads/gh-readonly-queue/main/pr-7-0123456789abcdef0123456789abcdef01234567', event_name: 'merge_group' }),
    cause: /runs in the merge queue of branch "main"/,
    fix: /run it on a push to "main"/,
  },
];

const HEAD = `# Why was my job refused

Clouds say little more than "not authorized" when they refuse a token. \`explain\` says which claim it was, why, and what to do about it:

\`\`\`
npx cdk-federated-roles explain trust-policy.json --token claims.json
\`\`\`

\`trust-policy.json\` is whatever decides: a template, \`cdk.out\`, a Terraform plan, what \`aws iam get-role\` prints. \`claims.json\` is the payload of the token; the token
itself does as well, its signature is dropped on reading, and so does the event of the refusal that CloudTrail keeps. Of a whole account the role that was probably meant comes first;
\`--target deploy-production\` asks for one by its name or ARN, and \`--all\` shows every one.

## Let the job print its claims

For an audience that no cloud accepts, so that the token is of no use to a reader of the log. In a job of GitHub Actions with \`permissions: id-token: write\`:

\`\`\`sh
curl -sS -H "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=debug" \\
  | jq '.value | split(".")[1] | gsub("-"; "+") | gsub("_"; "/") | @base64d | fromjson'
\`\`\`

Save them as \`claims.json\`, with \`aud\` set to the audience for which the real job asks.

What no token shows:

* No token at all: the job lacks \`permissions: id-token: write\`, or it runs for a pull request from a fork.
* \`aws-actions/configure-aws-credentials\` asks for \`sts.amazonaws.com\`, in the regions of China for \`sts.amazonaws.com.cn\`; a GitLab job asks for what its \`id_tokens\` say.
* The account has no provider for the issuer, or the provider does not list the audience.

The ten commonest answers are these. They are the real output: a test keeps them so.
`;

/** This very page of the docs, with what the command prints today. */
export async function whyRefusedPage(): Promise<string> {
  const sections: string[] = [];
  for (const refusal of REFUSALS) sections.push(`\n## ${refusal.title}\n\n\`\`\`text\n${await answerTo(refusal)}\n\`\`\`\n`);
  return HEAD + sections.join('');
}

async function answerTo({ trust: policyText, claims: token }: Refusal): Promise<string> {
  const { stdout } = await runIn({ 'trust-policy.json': policyText, 'claims.json': token }, ['explain', 'trust-policy.json', '--token', 'claims.json']);
  return stdout.split('\n\n')[1];
}
