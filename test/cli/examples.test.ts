import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runIn } from './run-here';
import { buildApp as buildAzure } from '../../examples/azure/app';
import { buildApp as buildGoogle } from '../../examples/google/app';
import { buildAwsApp } from '../../examples/multi-cloud/aws-app';
import { buildTerraformApp } from '../../examples/multi-cloud/terraform-app';
import { buildApp as buildQuickstart } from '../../examples/quickstart/app';
import { buildApp as buildVault } from '../../examples/vault/app';

/** Synthesises an example as its README says. */
function synthesised(build: () => { synth: () => unknown }): string {
  const out = mkdtempSync(join(tmpdir(), 'reviewed-'));
  const before = { ...process.env };
  try {
    Object.assign(process.env, { CDK_OUTDIR: out, CDKTF_OUTDIR: out });
    build().synth();
    return out;
  } finally {
    process.env = before;
  }
}

/** What the framework wrote of each stack: a template, or a configuration. */
function artefactsIn(out: string): string[] {
  return readdirSync(out, { recursive: true }).map(String).filter(name => /\.template\.json$|cdk\.tf\.json$/.test(name)).map(name => join(out, name));
}

test.each<[string, () => { synth: () => unknown }]>([
  ['quickstart', buildQuickstart],
  ['multi-cloud, AWS', buildAwsApp],
  ['multi-cloud, Terraform', () => buildTerraformApp()],
  ['google', () => buildGoogle()],
  ['azure', buildAzure],
  ['vault', () => buildVault()],
])('review finds nothing in the example %s, neither in all that it leaves nor in any stack by itself', async (_name, build) => {
  const out = synthesised(build);
  try {
    const files = artefactsIn(out);
    expect(files.length).toBeGreaterThan(0);
    let targets = 0;
    for (const path of [out, ...files]) {
      const { code, stdout, stderr } = await runIn({}, ['review', path, '--format', 'json', '--fail-on', 'warning']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const report = JSON.parse(stdout);
      expect(report.findings).toEqual([]);
      targets += report.targets.length;
    }
    expect(targets).toBeGreaterThan(1);
  } finally {
    rmSync(out, { recursive: true });
  }
});
