/** Operators by what they compare; `Null` compares nothing. */
export const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  text: ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike'],
  arn: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'],
  number: ['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan', 'NumericGreaterThanEquals'],
  date: ['DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals'],
  boolean: ['Bool'],
  binary: ['BinaryEquals'],
  address: ['IpAddress', 'NotIpAddress'],
  presence: ['Null'],
};

/** What claims carry, by the operators that it is something to. */
export const VALUES: Readonly<Record<string, readonly string[]>> = {
  text: [
    'repo:my-org/my-app:environment:production', 'repo:my-org/my-app:ref:refs/heads/main', 'Repo:My-Org/My-App:environment:Production', 'sts.amazonaws.com', 'a*b', 'a?b', 'a${x}b', '$', '', 'main',
    'é(.+)\\', '[ab]', 'a\nb', 'a[b', '${', 'a${*}b', ' main', 'a, b',
  ],
  arn: ['arn:aws:iam::123456789012:role/deploy', 'arn:aws:iam::123456789012:role/a:b', 'arn:aws-cn:s3:::bucket/x', 'arn:aws:iam', 'arn:aws:s3:::*', 'arn:aws:iam::123456789012:'],
  number: ['1', '01', '1.0', '-3', '12', '12abc', '2.50', '', '1e1', '0x1', ' 1', '-0', '1.'],
  date: ['2026-11-21T12:00:00Z', '2026-11-21T13:00:00+01:00', '2026-11-21', '1795262400', '2030-01-01T00:00:00.5Z', 'tomorrow 1', '2026-11-21T12:00Z', '2026-11', '21 November 2026'],
  boolean: ['true', 'false', 'True', 'yes', ''],
  binary: ['main', 'bWFpbg==', ''],
  address: ['10.0.0.1', '10.0.1.1', '2001:db8::1', '2001:db8:0:0:0:0:0:1', '203.0.113.7', 'localhost', '2001:DB8::1', '10.0.0.0/24'],
  presence: ['main'],
};

export const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  text: [
    '*', 'repo:*', 'repo:my-org/my-app:*', 'repo:my-???/*', '*production', 'a${*}b', 'a${?}b', '${$}', 'a${$}{x}b', '?????', '**', '*:ref:*:heads/*', '[a-z]*', 'a*b', 'a?b', '?', '*?', 'm${*}', '${$}{',
    'a${$}{${*}}b', 'true', '1',
  ],
  arn: [
    'arn:aws:iam::123456789012:role/*', 'arn:*:iam::*:role/deploy', 'arn:aws:iam:*', 'arn:aws:iam::123456789012:*:b', 'arn:aws*:s3:::bucket/?', 'arn:aws:iam::123456789012:role/${*}', 'arn:aws:s3:::${*}', '*',
    'arn:aws:iam::12345678901?:role/*',
  ],
  number: ['0', '1', '2', '12.0', '3abc', '-3', '2.5', '10'],
  date: ['2026-11-21T12:00:00Z', '2026-12-01', '1795262400', 'someday 2', '2026-11'],
  boolean: ['true', 'false', 'TRUE', '1'],
  binary: ['bWFpbg==', 'main'],
  address: ['10.0.0.0/24', '10.0.0.1', '0.0.0.0/0', '2001:db8::/32', '2001:db8::1', '::/0', '10.0.0.0/33', '10.0.0.77/24'],
  presence: ['true', 'false', 'True'],
};
