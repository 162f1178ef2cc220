import type { Condition, Vector } from './vector';
import type { LateJson } from '../../src/private/late';
import type { AwsTarget, AzureTarget, GoogleTarget, Target } from '../../src/verify/model';

const ISSUERS: Readonly<Record<string, string>> = {
  'github': 'token.actions.githubusercontent.com',
  'gitlab': 'gitlab.com',
  'terraform-cloud': 'app.terraform.io',
  'circleci': 'oidc.circleci.com/org/2a3b4c5d-1111-2222-3333-444455556666',
  'bitbucket': 'api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc',
};

const AUDIENCES = { aws: 'sts.amazonaws.com', azure: 'api://AzureADTokenExchange' } as const;
const POOL = 'projects/123456789012/locations/global/workloadIdentityPools/ci';
const PROVIDER = `${POOL}/providers/provider`;

/** What a vector's condition is a part of. The rest of it is as it should be, so that what is found is the condition's. */
export interface Framed {
  readonly targets: readonly Target[];
  /** The one that decides about the token. */
  readonly decides: Target;
  readonly token: Readonly<Record<string, unknown>>;
  /** Rules whose findings are the frame's. */
  readonly ofFrame: readonly string[];
}

export function framed(vector: Vector): Framed {
  const host = ISSUERS[vector.issuer];
  if (host === undefined) throw new Error(`${vector.id}: no issuer ${JSON.stringify(vector.issuer)} is known here`);
  const { condition } = vector;
  const token = { iss: `https://${host}`, sub: vector.subject, ...vector.claims };
  switch (condition.consumer) {
    case 'aws-stringequals':
    case 'aws-stringlike': return ofAws(vector, host, [condition], token);
    case 'aws-all': return ofAws(vector, host, condition.of, token);
    case 'azure-fic-exact': return ofAzure(vector, host, { subject: String(condition.pattern) }, token);
    case 'azure-fic-flexible': return ofAzure(vector, host, { expression: condition.pattern }, token);
    case 'gcp-cel': return ofGoogle(vector, host, condition.pattern, token);
  }
}

type Test = Extract<Condition, { readonly claim: string }>;

/** The audience, and beside claims that only narrow the exact subject of the token. */
function ofAws({ id, subject }: Vector, host: string, tests: readonly Test[], token: Record<string, unknown>): Framed {
  const tested = tests.map(({ claim }) => claim);
  const audience: Test[] = tested.includes('aud') ? [] : [{ consumer: 'aws-stringequals', claim: 'aud', pattern: AUDIENCES.aws }];
  const whose: Test[] = tested.every(claim => claim === 'aud' || claim === 'environment') ? [{ consumer: 'aws-stringequals', claim: 'sub', pattern: subject }] : [];
  const condition: Record<string, Record<string, LateJson>> = {};
  for (const { consumer, claim, qualifier, pattern } of [...tests, ...audience, ...whose]) {
    const compares = consumer === 'aws-stringlike' ? 'StringLike' : 'StringEquals';
    const operator = qualifier === undefined ? compares : `${qualifier}:${compares}`;
    condition[operator] = { ...condition[operator], [`${host}:${claim}`]: pattern as LateJson };
  }
  const target: AwsTarget = {
    id,
    cloud: 'aws',
    kind: 'trust-policy',
    issuer: `https://${host}`,
    source: { file: `${id}.json`, pointer: '' },
    trust: { policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${host}` }, Action: 'sts:AssumeRoleWithWebIdentity', Condition: condition }] } },
  };
  return { targets: [target], decides: target, token: { aud: AUDIENCES.aws, ...token }, ofFrame: [] };
}

/** Entra asks for an id beside the subject of GitHub and GitLab; the frame adds the token's own. */
function ofAzure({ id, issuer }: Vector, host: string, asked: { readonly subject?: string; readonly expression?: string }, token: Record<string, unknown>): Framed {
  const name = { github: 'repository_id', gitlab: 'project_id' }[issuer];
  const adds = asked.expression !== undefined && name !== undefined && !asked.expression.includes(`'${name}'`);
  const own = adds && typeof token[name] === 'string' ? token[name] : '42';
  const expression = adds ? `${asked.expression} and claims['${name}'] eq '${own}'` : asked.expression;
  const target: AzureTarget = {
    id,
    cloud: 'azure',
    kind: expression === undefined ? 'federated-credential' : 'flexible-federated-credential',
    issuer: `https://${host}`,
    holder: id,
    source: { file: `${id}.json`, pointer: '' },
    credential: { issuer: `https://${host}`, audience: AUDIENCES.azure, unresolved: [], ...asked.subject === undefined ? { expression } : { subject: asked.subject } },
  };
  return { targets: [target], decides: target, token: { aud: AUDIENCES.azure, ...adds ? { [name]: own } : {}, ...token }, ofFrame: [] };
}

/** The condition alone decides: every identity of the pool is a member, which is the frame's fault and not the condition's. */
function ofGoogle({ id }: Vector, host: string, condition: string, token: Record<string, unknown>): Framed {
  const provider = { name: PROVIDER, issuer: `https://${host}`, allowedAudiences: [], attributeMapping: { 'google.subject': 'assertion.sub' }, attributeCondition: condition };
  const common = { cloud: 'google', issuer: `https://${host}`, pool: POOL, source: { file: `${id}.json`, pointer: '' } } as const;
  const gate: GoogleTarget = { ...common, id, kind: 'workload-identity-provider', trust: { provider } };
  const binding: GoogleTarget = { ...common, id: `${id} members`, kind: 'workload-identity-binding', trust: { provider, members: [`principalSet://iam.googleapis.com/${POOL}/*`] } };
  return { targets: [gate, binding], decides: binding, token: { aud: `https://iam.googleapis.com/${PROVIDER}`, ...token }, ofFrame: ['whole-pool-member'] };
}
