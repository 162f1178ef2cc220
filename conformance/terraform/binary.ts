import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { goProgram } from '../cache';

const OPENTOFU = ['github.com/opentofu/opentofu', 'v1.12.6', './cmd/tofu'] as const;

export interface Ran {
  readonly ok: boolean;
  readonly out: string;
}

/** Terraform or OpenTofu, whichever the machine has. */
export class Terraform {
  /** @param build whether it may be built from its Go module, which takes minutes */
  public static find(build: boolean): Terraform | undefined {
    const found = ['terraform', 'tofu'].find(name => spawnSync(name, ['version'], { stdio: 'ignore' }).status === 0) ?? goProgram(...OPENTOFU, build);
    return found === undefined ? undefined : new Terraform(found);
  }

  public readonly version: string;

  private constructor(private readonly program: string) {
    [this.version] = spawnSync(program, ['version'], { encoding: 'utf8' }).stdout.split('\n');
  }

  /** Runs commands, one after the other until one fails, on a configuration in a folder of its own. */
  public on(configuration: string, commands: readonly (readonly string[])[], settings = ''): Ran {
    const folder = mkdtempSync(join(tmpdir(), 'terraform-'));
    try {
      writeFileSync(join(folder, 'main.tf.json'), configuration);
      writeFileSync(join(folder, 'settings.tfrc'), settings);
      const env = { ...process.env, TF_CLI_CONFIG_FILE: join(folder, 'settings.tfrc'), TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' };
      let ran: Ran = { ok: true, out: '' };
      for (const command of commands) {
        const { status, stdout, stderr } = spawnSync(this.program, command, { cwd: folder, env, encoding: 'utf8', timeout: 300_000, maxBuffer: 2 ** 28 });
        ran = { ok: status === 0, out: status === 0 ? stdout : `${stdout}${stderr}` };
        if (!ran.ok) return ran;
      }
      return ran;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  /** What it makes of values in which every text is a template. */
  public evaluated(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    const output = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
    const { ok, out } = this.on(JSON.stringify({ output }), [['init', '-no-color'], ['apply', '-auto-approve', '-no-color'], ['output', '-json']]);
    if (!ok) throw new Error(out);
    return Object.fromEntries(Object.entries<{ value: unknown }>(JSON.parse(out)).map(([name, { value }]) => [name, value]));
  }
}
