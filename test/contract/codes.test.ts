import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { claimKeysOf } from '../../src/aws/claim-keys';
import { WARNINGS as AWS_WARNINGS } from '../../src/aws/private/advice';
import { WARNINGS as GOOGLE_WARNINGS } from '../../src/google/private/advice';
import { ADVICE } from '../../src/private/advice';
import { AwsConditionKey, awsConditionKeys } from '../data';
import { ROOT, source, sourceFiles } from './source-files';

/** Error codes by the room that has them. They are public: a change of one is a breaking change. */
const CODES: Record<string, string[]> = {
  'aws/private/errors.ts': [
    'ACKNOWLEDGEMENT_UNUSED',
    'AUDIENCES_DIFFER',
    'AUDIENCE_LOST',
    'AUDIENCE_NOT_ON_PROVIDER',
    'BOTH_GIVEN',
    'DYNAMIC_REFERENCE',
    'ENVIRONMENT_TWICE',
    'INVALID_ACCOUNT',
    'INVALID_ARN',
    'INVALID_AUDIENCE',
    'INVALID_DESCRIPTION',
    'INVALID_NAMING',
    'INVALID_PATH',
    'INVALID_PROVIDER',
    'INVALID_QUALIFIER',
    'INVALID_QUOTA',
    'INVALID_REGION',
    'INVALID_ROLE_NAME',
    'INVALID_SERVICE',
    'INVALID_SESSION',
    'INVALID_TAG',
    'ISSUER_NEEDED',
    'LIST_NOT_KNOWN',
    'NOT_A_POLICY_PRINCIPAL',
    'NOT_A_WORKLOAD',
    'NOT_LATIN1',
    'NO_ENVIRONMENTS',
    'NO_SUBJECT',
    'NO_WORKLOADS',
    'PROVIDER_EXISTS',
    'PROVIDER_OF_OTHER_ACCOUNT',
    'PROVIDER_TWICE',
    'REASONS_REMOVED',
    'REASON_MISSING',
    'REASON_NOWHERE',
    'ROLE_NAME_TWICE',
    'SAME_IDENTITY',
    'SERVICE_TWICE',
    'STACK_WITHOUT_APP',
    'THUMBPRINTS_DIFFER',
    'TOKEN_NOT_RESOLVED',
    'TRUST_CHANGED',
    'TRUST_TOO_LONG',
    'UNKNOWN_ROLE',
    'UNSUPPORTED_CLAIM',
    'WILDCARD',
    'WRONG_ISSUER',
  ],
  'azure/private/errors.ts': [
    'BOTH_GIVEN',
    'CONDITION_LOST',
    'ID_NEEDED',
    'ID_UNKNOWN',
    'INVALID_APPLICATION_ID',
    'INVALID_APPLICATION_NAME',
    'INVALID_AUDIENCE',
    'INVALID_CREDENTIAL_COUNT',
    'INVALID_IDENTITY_ID',
    'INVALID_IDENTITY_NAME',
    'INVALID_SCOPE',
    'ISSUER_NOT_FLEXIBLE',
    'MISSING',
    'NOT_A_WORKLOAD',
    'NO_SUBJECT',
    'NO_WORKLOADS',
    'PATTERN',
    'PERMISSION_ID',
    'QUOTE',
    'RESOURCE_GROUP_DIFFERS',
    'RESOURCE_GROUP_NEEDED',
    'SAME_CREDENTIAL',
    'TOO_LONG',
    'TOO_MANY_CREDENTIALS',
    'UNKNOWN_CLOUD',
    'UNKNOWN_VERSION',
    'UNSUPPORTED_CLAIM',
    'UNSUPPORTED_REGION',
    'VERSIONS_DIFFER',
  ],
  'google/private/errors.ts': [
    'ATTRIBUTE_TOO_LONG',
    'CONDITION_MISSING',
    'CONDITION_REJECTS',
    'CONDITION_TOO_LONG',
    'CONDITION_VACUOUS',
    'INVALID_ACCOUNT_ID',
    'INVALID_AUDIENCE',
    'INVALID_CLAIM',
    'INVALID_JWKS',
    'INVALID_MAPPING',
    'INVALID_POOL_ID',
    'INVALID_POOL_NAME', 'INVALID_PROJECT', 'INVALID_RESOURCE',
    'INVALID_ROLE',
    'INVALID_SERVICE_ACCOUNT',
    'INVALID_TEXT',
    'MAPPING_DIFFERS',
    'MAPPING_TOO_LONG',
    'NOT_A_PROVIDER',
    'NOT_A_WORKLOAD',
    'NO_DIRECT_ACCESS',
    'NO_ROLES',
    'NO_SUBJECT',
    'NO_TENANT',
    'NO_WORKLOADS',
    'POOL_HAS_ISSUER',
    'PROJECT_MISSING',
    'SERVICE_ACCOUNT',
    'TOO_MANY_ATTRIBUTES',
    'TOO_MANY_PRINCIPALS',
    'WRONG_ISSUER',
  ],
  'identity/private/errors.ts': [
    'ALREADY_BOUND',
    'CONTROL_CHARACTER',
    'DEADLINE_WITHOUT_MIGRATION',
    'EMPTY',
    'FORGEABLE_SUBJECT',
    'FORMAT_NEEDS_IDS',
    'FORMAT_NOT_ON_ISSUER',
    'IDS_INCOMPLETE',
    'INVALID_CLAIM',
    'INVALID_DATE',
    'INVALID_ENVIRONMENT',
    'INVALID_ID',
    'INVALID_ISSUER',
    'INVALID_OWNER',
    'INVALID_PROJECT_PATH',
    'INVALID_REF',
    'INVALID_REPOSITORY',
    'INVALID_SUBJECT_PREFIX',
    'INVALID_TEMPLATE',
    'INVALID_WORKFLOW',
    'NOT_FOR_CONTEXT',
    'NOT_TEXT',
    'PATTERN_NOT_LAST',
    'PERCENT_ESCAPE',
    'REASON_MISSING',
    'SUBJECT_VALUE_UNKNOWN',
    'TEMPLATE_NOT_THAT_WIDE',
    'TEMPLATE_TOO_WIDE',
    'TOKEN_IN_IDENTITY',
    'TOO_LONG',
    'UNKNOWN_FORMAT',
    'WILDCARD',
    'WRONG_KIND',
  ],
  'private/errors.ts': [
    'PEER_MISSING', 'UNKNOWN_PROPERTY',
    'WRONG_KIND',
  ],
  'terraform/private/errors.ts': [
    'ACKNOWLEDGEMENT_UNUSED',
    'AUDIENCE_LOST',
    'REASONS_REMOVED',
    'TRUST_CHANGED',
  ],
  'vault/private/errors.ts': [
    'AUDIENCE_OF_OTHERS',
    'DATA_SEGMENT',
    'INVALID_ALGORITHMS',
    'INVALID_AUDIENCE',
    'INVALID_KEYS_URL',
    'INVALID_KV_VERSION',
    'INVALID_PATH',
    'INVALID_POLICY_NAME',
    'INVALID_PUBLIC_KEY',
    'INVALID_ROLE_NAME',
    'INVALID_SECRET_PATH',
    'INVALID_TOKEN_TYPE',
    'INVALID_TTL',
    'INVALID_USER_CLAIM',
    'NOT_A_WORKLOAD',
    'NOT_ONE_ROLE',
    'NO_KEYS',
    'NO_PATHS',
    'NO_SUBJECT',
    'NO_WORKLOADS',
    'PATH_TWICE',
    'ROLE_NAME_TWICE',
    'USER_CLAIM_UNKNOWN',
    'VALUE_NOT_IN_CLAIMS',
    'WRONG_ISSUER',
  ],
  'verify/private/errors.ts': [
    'INVALID_CLAIMS',
    'NO_TARGETS',
    'UNKNOWN_TARGET',
    'UNREADABLE',
  ],
};

/** Ids by which a warning is acknowledged. They are public as well. */
const WARNING_IDS: Record<string, string[]> = {
  'aws/private/advice.ts': ['cdk-federated-roles:DeployRole.roleName'],
  'google/private/advice.ts': ['cdk-federated-roles:DeployServiceAccount.basicRole', 'cdk-federated-roles:tenantsByName'],
  'private/advice.ts': ['cdk-federated-roles:DeployRole.migrating', 'cdk-federated-roles:DeployRole.movingWorkflow', 'cdk-federated-roles:repositoriesByName'],
};

describe('the codes of errors', () => {
  const catalogues = sourceFiles().filter(file => /(^|\/)private\/errors\.ts$/.test(file));
  const codesIn = (file: string) => [...new Set([...source(file).matchAll(/\bproblem\(\s*'([^']*)'/g)].map(([, code]) => code))].sort();

  test('are these', () => {
    expect(Object.fromEntries(catalogues.map(file => [file, codesIn(file)]))).toEqual(CODES);
  });

  test('are written as constants, each message in one', () => {
    for (const file of catalogues) {
      const calls = [...source(file).matchAll(/\bproblem\(/g)];
      const withConstant = [...source(file).matchAll(/\bproblem\(\s*'[A-Z][A-Z0-9_]*[A-Z0-9]',/g)];

      expect(calls.length).toBeGreaterThan(0);
      expect(withConstant).toHaveLength(calls.length);
    }
  });

  test('are made nowhere else', () => {
    const elsewhere = sourceFiles().filter(file => !catalogues.includes(file) && file !== 'private/problem.ts' && /\bproblem\(\s*['"`]/.test(source(file)));

    expect(elsewhere).toEqual([]);
  });

  test('are carried by the only kind of error that is thrown', () => {
    const thrown = sourceFiles().flatMap(file => [...source(file).matchAll(/\bthrow new (\w+)\((.*)\)/g)].map(([, kind, what]) => `${file}: ${kind} ${what}`));

    // what the command line says in one line has no code: its exit code is the contract
    // what a parser or an evaluation throws to itself never leaves it: an expression that is no literal stays late
    const leaving = thrown.filter(one => !/^(verify\/readers\/terraform\/literals\.ts: NoLiteral|google\/private\/cel\.ts: MalformedRegex) /.test(one));
    const [ofInput, ofLibrary] = [true, false].map(wanted => leaving.filter(one => /^(verify|cli)\//.test(one) === wanted));

    expect(ofLibrary).toEqual([expect.stringMatching(/^private\/problem\.ts: TrustError /), expect.stringMatching(/^private\/problem\.ts: TrustError /)]);
    for (const one of ofInput) expect(one).toMatch(/: (Unreadable|Usage|EndlessReferences|NoLiteral) /);
  });
});

describe('the ids of warnings', () => {
  const rooms: Record<string, Readonly<Record<string, string>>> = { 'aws/private/advice.ts': AWS_WARNINGS, 'google/private/advice.ts': GOOGLE_WARNINGS, 'private/advice.ts': ADVICE };

  test('are these', () => {
    expect(Object.fromEntries(Object.entries(rooms).map(([file, ids]) => [file, Object.values(ids).sort()]))).toEqual(WARNING_IDS);
  });

  test.each(Object.values(WARNING_IDS).flat())('begin with the name of the library: %s', id => {
    expect(id).toMatch(/^cdk-federated-roles:([A-Z]\w+\.)?[a-z]\w+$/);
  });

  test('are all of which the library warns', () => {
    const direct = sourceFiles().filter(file => /\.addWarning(V2)?\(/.test(source(file)));
    const written = (file: string) => [...source(file).matchAll(/addWarning\w*\(([^\n]*)\)/g)].map(([, what]) => what);

    expect(direct).toEqual(['aws/private/advice.ts', 'terraform/advice.ts']);
    for (const file of direct) expect(written(file)).toEqual([expect.stringMatching(/^id, |\[\$\{id\}\]`$/)]);
  });
});

describe('the page of errors', () => {
  const page = readFileSync(join(ROOT, 'docs', 'errors.md'), 'utf8');
  const HEADINGS: Record<string, string[]> = {
    'aws/private/errors.ts': ['AWS, at the call', 'AWS, at synth'],
    'azure/private/errors.ts': ['Azure'],
    'google/private/errors.ts': ['Google Cloud'],
    'identity/private/errors.ts': ['Identity'],
    'private/errors.ts': ['Everywhere'],
    'terraform/private/errors.ts': ['Google Cloud, Azure and Vault'],
    'vault/private/errors.ts': ['Vault'],
    'verify/private/errors.ts': ['Verification'],
  };
  const rowsUnder = (heading: string) => [...(page.split(`\n## ${heading}\n`)[1] ?? '').split('\n## ')[0].matchAll(/^\| `([^`]+)` \|/gm)].map(([, code]) => code);

  test.each(Object.keys(CODES))('lists every code, and no other: %s', file => {
    expect([...new Set(HEADINGS[file].flatMap(rowsUnder))].sort()).toEqual(CODES[file]);
  });

  test('lists every warning, and no other', () => {
    expect([...new Set(rowsUnder('Warnings'))].sort()).toEqual([...new Set(Object.values(WARNING_IDS).flat())].sort());
  });
});

describe('the claims that AWS can test', () => {
  const rows = awsConditionKeys();
  const forms = [...new Set(rows.map(({ issuerForm }) => issuerForm))];
  const keysOf = (form: string) => rows.filter(({ issuerForm }) => issuerForm === form).map(({ key }) => key);
  const filled = (form: string, part: string) => form.replace(/\$\{\w+\}/g, () => part);

  test('are read from a list of AWS', () => {
    expect(rows.length).toBeGreaterThan(70);
    expect(rows.map(({ issuerForm, key, fullKey }: AwsConditionKey) => fullKey === `${issuerForm}:${key}`)).not.toContain(false);
  });

  test.each(forms)('are those of the list, neither more nor fewer: %s', form => {
    for (const part of ['octocorp', 'A-1', 'a.b', '00000000-0000-0000-0000-000000000000']) {
      expect([...claimKeysOf(filled(form, part))].sort()).toEqual(keysOf(form).sort());
    }
  });

  test('are named for no issuer that the list does not have', () => {
    const written = [...source('aws/claim-keys.ts').matchAll(/issuers: \[([^\]]*)\]/g)].flatMap(([, list]) => [...list.matchAll(/'([^']+)'/g)].map(([, form]) => form));

    expect(written.sort()).toEqual([...forms].sort());
  });

  test.each(forms)('are none where the issuer only looks like it: %s', form => {
    const issuer = filled(form, 'x');
    const endsOpen = form.endsWith('}');
    const lookalikes = [
      `${issuer}/`, `x.${issuer}`, `evil-${issuer}`, `https://${issuer}`, ` ${issuer}`, issuer.toUpperCase(), issuer.replace('.', 'x'),
      ...endsOpen ? [] : [`${issuer}.example.com`, `${issuer}:8443`, `${issuer} `, `${issuer}\n`],
      ...form.includes('${') ? [filled(form, ''), filled(form, 'a/b')] : [],
    ];

    expect(lookalikes.filter(other => claimKeysOf(other).length > 0)).toEqual([]);
  });

  test.each([
    'gitlab.example.com', 'gitlab.com/x', 'github.example.com/_services/token', 'token.actions.githubusercontent.com/a/b', 'token.actions.octocorp.ghe.com/octocorp', 'token.actions.ghe.com',
    'app.terraform.io', 'oidc.circleci.com', 'oidc.circleci.com/org', 'oidc.circleci.com/org/', 'example.com', '', 'constructor', '__proto__',
  ])('are none for %j', issuer => {
    expect(claimKeysOf(issuer)).toEqual([]);
  });

  test('never are subject and audience, which are tested for every issuer', () => {
    for (const form of forms) expect(claimKeysOf(filled(form, 'x'))).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(sub|aud|iss)$/)]));
  });
});
