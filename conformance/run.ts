import { artefacts } from './artefacts';
import { checkovStep } from './checkov/run';
import { openBaoStep } from './openbao/run';
import { sarifStep } from './sarif/run';
import { report } from './step';
import { terraformStep } from './terraform/run';

/**
 * The emitted artefacts against real third parties. What a machine cannot have is skipped loudly and counted.
 *
 * `--build` also makes from Go modules what is in no other registry, which takes a quarter of an hour once; names of steps run those alone.
 */
async function main(): Promise<void> {
  const build = process.argv.includes('--build');
  const all = artefacts();
  const steps: Record<string, () => Promise<Parameters<typeof report>[1]>> = {
    terraform: async () => terraformStep(all, build),
    checkov: async () => checkovStep(all),
    openbao: () => openBaoStep(),
    sarif: async () => sarifStep(),
  };
  const chosen = process.argv.slice(2).filter(argument => !argument.startsWith('--'));
  const unknown = chosen.filter(name => steps[name] === undefined);
  if (unknown.length > 0) throw new Error(`no step ${unknown.join(', ')}: there are ${Object.keys(steps).join(', ')}`);
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const name of chosen.length > 0 ? chosen : Object.keys(steps)) {
    const { passed, failed, skipped } = report(name, await steps[name]());
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  process.stdout.write(`\n${total.skipped} skipped\n${total.passed} passed, ${total.failed} failed\n`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

main().catch(error => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exit(1);
});
