// One measurement in a process of its own: node synth.js <variant> <roles> <roles a stack> <directory for the templates>
import { App, Stack } from 'aws-cdk-lib';
import { deployRole, deployRoleShared } from './deploy-role';
import { githubOidc } from './github-oidc';
import { handWritten, handWrittenShared } from './hand-written';
import { repository } from './repositories';
import { Variant } from './variant';

const VARIANTS: Record<string, Variant> = { deployRole, deployRoleShared, handWritten, handWrittenShared, githubOidc };

function build(variant: Variant, roles: number, perStack: number, outdir?: string): App {
  const app = new App({ outdir });
  const forStack = variant.forApp(app);
  for (let first = 0; first < roles; first += perStack) {
    const stack = new Stack(app, `Roles${first / perStack}`);
    const define = forStack(stack);
    for (let i = first; i < Math.min(first + perStack, roles); i++) define(stack, repository(i));
  }
  return app;
}

function main([name, roles, perStack, outdir]: string[]): void {
  const variant = VARIANTS[name];
  build(variant, 2, 1, `${outdir}-first`).synth(); // the framework loads its modules at their first use
  globalThis.gc?.();

  const processor = process.cpuUsage();
  const begin = performance.now();
  const app = build(variant, Number(roles), Number(perStack), outdir);
  const built = performance.now();
  app.synth();
  const end = performance.now();
  const { user, system } = process.cpuUsage(processor);

  process.stdout.write(JSON.stringify({ build: built - begin, synth: end - built, processor: (user + system) / 1000, constructs: app.node.findAll().length }));
}

main(process.argv.slice(2));
