export const GITHUB = 'token.actions.githubusercontent.com';

/** A bare trust policy: conditions by their operators, with claims instead of keys. */
export function policy(conditions: Readonly<Record<string, Readonly<Record<string, unknown>>>>, issuer = GITHUB): object {
  return {
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${issuer}` },
      Condition: Object.fromEntries(Object.entries(conditions).map(([operator, tests]) => [operator, Object.fromEntries(Object.entries(tests).map(([claim, value]) => [`${issuer}:${claim}`, value]))])),
    }],
  };
}

export const SUBJECT = 'repo:my-org@123456/my-app@456789:environment:production';

/** What no rule has anything to say of. */
export const EXACT = policy({ StringEquals: { aud: 'sts.amazonaws.com', sub: SUBJECT } });

/** What every job of GitHub meets. */
export const WIDE = policy({ StringEquals: { aud: 'sts.amazonaws.com' } });

/** The token that `EXACT` is for. */
export const CLAIMS = {
  iss: `https://${GITHUB}`,
  aud: 'sts.amazonaws.com',
  sub: SUBJECT,
  repository: 'my-org/my-app',
  repository_id: '456789',
  repository_owner: 'my-org',
  repository_owner_id: '123456',
  environment: 'production',
  ref: 'refs/heads/main',
  event_name: 'push',
};

export function jwt(claims: object, signature = 'c2lnbmF0dXJl'): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${signature}`;
}
