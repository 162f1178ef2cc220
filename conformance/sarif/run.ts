import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { npmPackage } from '../cache';
import type { Check, StepResult } from '../step';

/** It brings the schema of OASIS, which no registry has by itself. */
const PACKAGE = '@microsoft/jest-sarif@1.0.0-beta.0';
const SCHEMA = ['lib', 'schemas', 'sarif-2.1.0-rtm.5.json'];

const HOST = 'token.actions.githubusercontent.com';
const trust = (subject: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${HOST}` }, Condition: { StringLike: { [`${HOST}:sub`]: subject } } }],
});

/** Files to review, by what they are. */
const REVIEWED: Readonly<Record<string, object>> = {
  'nothing to find': { ...trust('repo:my-org@1/app@2:ref:refs/heads/main'), Statement: [] },
  'a wide trust': trust('repo:*'),
  'awkward names': { Resources: { 'x\u001b[31m|`<script>': { Type: 'AWS::IAM::Role', Properties: { RoleName: 'a b#c%d', AssumeRolePolicyDocument: trust('repo:*"\n\u202e') } } } },
};

/** The SARIF of reviews, judged by the schema of OASIS. */
export function sarifStep(): StepResult {
  const folder = npmPackage(PACKAGE, SCHEMA);
  if (folder === undefined) return { checks: [], skipped: [`${PACKAGE} could not be had from npm: NO SARIF WAS VALIDATED`] };
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  // of draft 4, of which it uses nothing that draft 7 has changed but the name of its id
  const { id: _id, $schema: _draft, ...schema } = JSON.parse(readFileSync(join(folder, ...SCHEMA), 'utf8'));
  const validate = ajv.compile(schema);
  const problemsOf = (log: unknown): string[] => validate(log) ? [] : validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`);
  const checks = Object.entries(REVIEWED).map(([what, file]): Check => ({ what: `SARIF of ${what} is valid`, problems: problemsOf(sarifOf(file)) }));
  return { checks: [...checks, { what: 'the schema refuses what is no SARIF', problems: problemsOf({ version: '2.1.0', runs: [{}] }).length > 0 ? [] : ['it takes a run without a tool'] }], skipped: [] };
}

function sarifOf(file: object): unknown {
  const directory = mkdtempSync(join(tmpdir(), 'sarif-'));
  try {
    writeFileSync(join(directory, 'a b#c.json'), JSON.stringify(file));
    const root = join(__dirname, '..', '..');
    const { stdout, stderr } = spawnSync(process.execPath, [require.resolve('tsx/cli', { paths: [root] }), join(root, 'src', 'cli', 'main.ts'), 'review', '.', '--format', 'sarif'], {
      cwd: directory, encoding: 'utf8', env: { ...process.env, TSX_TSCONFIG_PATH: join(root, 'tsconfig.dev.json') }, // tsx hands on its own, from another directory
    });
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout);
  } finally {
    rmSync(directory, { recursive: true });
  }
}
