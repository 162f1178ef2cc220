import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App as CdkApp } from 'aws-cdk-lib';
import type { App } from 'cdktf';
import { buildApp as azureApp } from '../../examples/azure/app';
import { buildApp as googleApp } from '../../examples/google/app';
import { buildAwsApp } from '../../examples/multi-cloud/aws-app';
import { buildTerraformApp } from '../../examples/multi-cloud/terraform-app';
import { buildApp as quickstartApp } from '../../examples/quickstart/app';
import { buildApp as vaultApp } from '../../examples/vault/app';
import { EMITTERS } from '../support/emitted';
import { EVERY_BUILDER } from '../support/every-builder';

type Json = Record<string, unknown>;

/** What each example and each builder emits on each cloud, by name; of a refusal its codes. */
export function emittedArtefacts(): Map<string, unknown> {
  return new Map([
    ...templates('quickstart', quickstartApp()),
    ...templates('multi-cloud', buildAwsApp()),
    ...[['azure', azureApp], ['google', googleApp], ['multi-cloud', buildTerraformApp], ['vault', vaultApp]]
      .flatMap(([name, build]) => configurations(name as string, build as () => App)),
    ...Object.entries(EVERY_BUILDER).flatMap(([name, workload]) => EMITTERS.map(([cloud, { emit }]): [string, unknown] => {
      try {
        return [`builder ${name} on ${cloud}`, withoutFramework(JSON.parse(emit(workload)))];
      } catch (error) {
        return [`builder ${name} on ${cloud}`, [...String(error).matchAll(/\[([A-Z][A-Z0-9_]+)\]/g)].map(([, code]) => code)];
      }
    })),
  ]);
}

function templates(name: string, app: CdkApp): [string, unknown][] {
  return app.synth().stacks.map(({ id, template }) => [`example ${name} ${id}`, withoutFramework(template)]);
}

function configurations(name: string, build: () => App): [string, unknown][] {
  const outdir = mkdtempSync(join(tmpdir(), 'artefacts-'));
  try {
    process.env.CDKTF_OUTDIR = outdir;
    build().synth();
    return readdirSync(join(outdir, 'stacks')).sort()
      .map(stack => [`example ${name} ${stack}`, withoutFramework(JSON.parse(readFileSync(join(outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8')))]);
  } finally {
    delete process.env.CDKTF_OUTDIR;
    rmSync(outdir, { recursive: true });
  }
}

/** Without what the frameworks add of themselves: it hangs on their version, and on the folder that they run in. */
function withoutFramework(artefact: Json): Json {
  const { '//': _stack, terraform: _backend, Parameters: _parameters, Rules: _rules, Conditions: _conditions, ...rest } = artefact;
  const { CDKMetadata: _metadata, ...resources } = (rest.Resources ?? {}) as Json;
  return rest.Resources === undefined ? rest : { ...rest, Resources: resources };
}
