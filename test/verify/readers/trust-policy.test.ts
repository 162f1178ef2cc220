import { readText } from '../../../src/verify/readers';

const POLICY = `{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": { "Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" },
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
      "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
      "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:my-org/my-app:ref:refs/heads/main" }
    }
  }]
}`;

test('a bare policy is one target that is called as its file', () => {
  const { targets, roles, duplicateKeys } = readText(POLICY, { file: 'trust.json' });

  expect(targets).toEqual([{
    cloud: 'aws', kind: 'trust-policy', id: 'trust.json', issuer: 'https://token.actions.githubusercontent.com', source: { file: 'trust.json', pointer: '', line: 1 }, trust: { policy: JSON.parse(POLICY) },
  }]);
  expect(roles).toEqual([]);
  expect(duplicateKeys).toEqual([{ key: 'StringEquals', source: { file: 'trust.json', pointer: '/Statement/0/Condition/StringEquals', line: 9 }, target: 'trust.json' }]);
});
