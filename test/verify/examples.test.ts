import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp as buildAzure } from '../../examples/azure/app';
import { buildApp as buildGoogle } from '../../examples/google/app';
import { buildAwsApp } from '../../examples/multi-cloud/aws-app';
import { buildTerraformApp } from '../../examples/multi-cloud/terraform-app';
import { buildApp as buildQuickstart } from '../../examples/quickstart/app';
import { buildApp as buildVault } from '../../examples/vault/app';
import { readPaths } from '../../src/verify/readers';
import { review } from '../../src/verify/review';

/** Synthesises an example as its README says and reviews what it leaves. */
function reviewed(build: () => { synth: () => unknown }) {
  const out = mkdtempSync(join(tmpdir(), 'reviewed-'));
  const before = { ...process.env };
  try {
    Object.assign(process.env, { CDK_OUTDIR: out, CDKTF_OUTDIR: out });
    build().synth();
    const artefacts = readPaths([out]);
    return { targets: artefacts.targets.length, findings: review(artefacts) };
  } finally {
    process.env = before;
    rmSync(out, { recursive: true });
  }
}

test.each<[string, () => { synth: () => unknown }]>([
  ['quickstart', buildQuickstart],
  ['multi-cloud, AWS', buildAwsApp],
  ['multi-cloud, Terraform', () => buildTerraformApp()],
  ['google', () => buildGoogle()],
  ['azure', buildAzure],
  ['vault', () => buildVault()],
])('nothing is found in the example %s', (_name, build) => {
  const { targets, findings } = reviewed(build);
  expect(targets).toBeGreaterThan(0);
  expect(findings.map(({ rule, severity, target, message }) => ({ rule, severity, target, message }))).toEqual([]);
});
