const ISSUER = 'token.actions.githubusercontent.com';
const SUBJECT = 'repo:my-org@123456/my-app@456789:environment:production';

export const POLICY = {
  Version: '2012-10-17',
  Statement: [{
    Effect: 'Allow',
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: `arn:aws:iam::111111111111:oidc-provider/${ISSUER}` },
    Condition: { StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com', [`${ISSUER}:sub`]: SUBJECT } },
  }],
};
export const CLAIMS = { iss: `https://${ISSUER}`, aud: 'sts.amazonaws.com', sub: SUBJECT };
export const OTHER = { ...CLAIMS, sub: 'repo:my-org@123456/my-app@456789:pull_request' };
