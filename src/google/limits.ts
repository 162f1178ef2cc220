// Quotas and character sets of Google Cloud, each with its source.

/** IAM API, projects.locations.workloadIdentityPools.create and .providers.create. */
export const ID = { min: 4, max: 32, pattern: /^[0-9a-z-]+$/, reserved: 'gcp-' } as const;
export const DISPLAY_NAME_MAX = 32;
export const DESCRIPTION_MAX = 256;

/** IAM quotas page, "mapped subject", in bytes of UTF-8; a longer one is refused when the token is exchanged. */
export const SUBJECT_BYTES = 127;

/** IAM API, WorkloadIdentityPoolProvider.attributeMapping. */
export const MAPPING = { attributes: 50, key: /^[a-z0-9_]{1,100}$/, expression: 2048, bytes: 8192 } as const;

/** IAM API, WorkloadIdentityPoolProvider.attributeCondition. */
export const CONDITION_MAX = 4096;

/** IAM API, Oidc.allowedAudiences. */
export const AUDIENCES = { max: 10, length: 256 } as const;

/** IAM quotas page, principals in one allow policy; each appearance counts. */
export const PRINCIPALS = 1500;

/** IAM API, projects.serviceAccounts.create. */
export const ACCOUNT_ID = /^[a-z]([-a-z0-9]{4,28}[a-z0-9])$/;

/** Id of a project, with the name of its domain before it where it has one, or its number. */
export const PROJECT = /^(?:[a-z0-9.-]+:)?[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** A predefined role, or a custom one of a project or an organisation; `x` stands for a project that a reference names whole. */
export const ROLE = /^(?:(?:projects|organizations)\/[\w.:-]+\/|x\/)?roles\/[\w.]+$/;

/** `name` of a pool: it carries the number of the project, which `id` does not. */
export const POOL_NAME = /^projects\/\d+\/locations\/global\/workloadIdentityPools\/([0-9a-z-]{4,32})$/;

/** `name` of a service account, or the e-mail address within it. */
export const SERVICE_ACCOUNT_NAME = /^projects\/(?:-|[\w.:-]+)\/serviceAccounts\/([\w.@:-]+)$/;

/** Cloud Storage, requirements on names of buckets. */
export const BUCKET = /^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/;

/** Secret Manager API, projects.secrets.create: an id, or the name that holds it. */
export const SECRET = /^(?:projects\/[\w.:-]+\/secrets\/)?[\w-]{1,255}$/;

/** Keys of a JSON Web Key that `jwksJson` may hold. */
export const JWK_KEYS: readonly string[] = ['kty', 'alg', 'use', 'kid', 'n', 'e', 'x', 'y', 'crv'];

/**
 * Products that take no federated principal, by the beginning of their roles.
 *
 * @see https://cloud.google.com/iam/docs/federated-identity-supported-services
 */
export const NO_DIRECT_ACCESS: Readonly<Record<string, string>> = {
  'roles/run.': 'Cloud Run',
  'roles/cloudfunctions.': 'Cloud Run functions',
  'roles/appengine.': 'App Engine',
  'roles/servicemanagement.': 'Cloud Endpoints',
  'roles/deploymentmanager.': 'Cloud Deployment Manager',
  'roles/source.': 'Cloud Source Repositories',
  'roles/cloudprofiler.': 'Cloud Profiler',
  'roles/cloudsupport.': 'Cloud Support',
  'roles/firebase': 'the Firebase Admin SDK',
};
