// Quotas and character sets of AWS, each with its source.

/** IAM quota L-C07B4B0D, "role trust policy length" in characters, white space not counted: the default and what it can be raised to. */
export const TRUST_POLICY_QUOTA = { default: 2048, raised: 8192 } as const;

/** IAM API reference, CreateRole, AssumeRolePolicyDocument: tab, line feed, carriage return and U+0020 to U+00FF. */
export const NOT_IN_POLICY = /[^\u0009\u000a\u000d\u0020-\u00ff]/u;

/** IAM API reference, CreateRole. */
export const ROLE_NAME = { max: 64, pattern: /^[\w+=,.@-]+$/ } as const;
export const ROLE_PATH = { max: 512, pattern: /^(\/|\/[\u0021-\u007f]+\/)$/, part: /^[\u0021-\u007f]+$/ } as const;
export const ROLE_DESCRIPTION_MAX = 1000;
export const SESSION_SECONDS = { min: 3600, max: 43200 } as const;
export const TAGS = { max: 50, key: 128, value: 256 } as const;

/** IAM API reference, CreateOpenIDConnectProvider. */
export const PROVIDER = { url: 255, audiences: 100, audience: 255, thumbprints: 5, thumbprint: /^[0-9a-fA-F]{40}$/ } as const;

/** What is only known at deployment. */
export const ACCOUNT_ID_LENGTH = 12;

/** CloudFormation User Guide, dynamic references: what follows is replaced in any property when a template is deployed. */
export const DYNAMIC_REFERENCE = '{{resolve:';
