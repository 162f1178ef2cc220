import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import * as ts from 'typescript';
import { ROOT } from './source-files';

/** The peers that each part of the package cannot do without. */
const PEERS: Record<string, string[]> = {
  aws: ['constructs', 'aws-cdk-lib'],
  azure: ['constructs', 'cdktf', '@cdktf/provider-azurerm', '@cdktf/provider-azuread'],
  google: ['constructs', 'cdktf', '@cdktf/provider-google'],
  terraform: ['constructs', 'cdktf'],
  vault: ['constructs', 'cdktf', '@cdktf/provider-vault'],
};

// eslint-disable-next-line @typescript-eslint/no-require-imports -- the package describes itself in JSON
const { peerDependencies } = require(join(ROOT, 'package.json')) as { peerDependencies: Record<string, string> };

let app: string;

/** An app outside of this repository, where the package is installed and no peer is. */
beforeAll(() => {
  app = mkdtempSync(join(tmpdir(), 'peers-'));
  const installed = join(app, 'node_modules', 'cdk-federated-roles');
  const src = join(ROOT, 'src');
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  for (const file of readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.ts')).map(name => join(src, name))) {
    const target = join(installed, 'lib', relative(src, file).replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, ts.transpileModule(readFileSync(file, 'utf8'), { compilerOptions, fileName: file }).outputText);
  }
  cpSync(join(ROOT, 'package.json'), join(installed, 'package.json'));
});

afterAll(() => rmSync(app, { recursive: true, force: true }));

function run(file: string, text: string): { status: number | null; stderr: string } {
  writeFileSync(join(app, file), text);
  const { status, stderr } = spawnSync(process.execPath, [file], { cwd: app, encoding: 'utf8' });
  return { status, stderr };
}

/** Installs some peers in the app for as long as something runs. */
function having<T>(peers: string[], act: () => T): T {
  const links = peers.map(peer => join(app, 'node_modules', peer));
  for (const [i, link] of links.entries()) {
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', peers[i]), link);
  }
  try {
    return act();
  } finally {
    links.forEach(link => rmSync(link));
  }
}

describe.each(Object.entries(PEERS))('%s without its peers', (part, peers) => {
  test.each([
    ['CommonJS, by its subpath', 'app.cjs', `require('cdk-federated-roles/${part}');`],
    ['an ECMAScript module, by its subpath', 'app.mjs', `import * as ${part} from 'cdk-federated-roles/${part}'; console.log(${part});`],
    ['an ECMAScript module, by its subpath at run time', 'app.mjs', `await import('cdk-federated-roles/${part}');`],
    ['CommonJS, by the root', 'app.cjs', `const { ${part} } = require('cdk-federated-roles'); ${part}.Anything;`],
    ['CommonJS, by a class of the root', 'app.cjs', `const { DeployRole } = require('cdk-federated-roles').${part};`],
    ['an ECMAScript module, by the root', 'app.mjs', `import { ${part} } from 'cdk-federated-roles'; new ${part}.DeployRole();`],
    ['an ECMAScript module, by all of the root', 'app.mjs', `import * as roles from 'cdk-federated-roles'; roles.${part}.TrustReview.attachTo();`],
  ])('names them with their install command in %s', (_name, file, text) => {
    const { status, stderr } = run(file, text);
    expect(status).toBe(1);
    expect(stderr).toContain(`TrustError: cdk-federated-roles/${part} needs ${peers.join(', ')}, which `);
    expect(stderr).toContain(`npm install ${peers.map(peer => `"${peer}@${peerDependencies[peer]}"`).join(' ')} [PEER_MISSING]`);
  });

  test('names those alone that are missing', () => {
    const [last, ...others] = [...peers].reverse();
    const { status, stderr } = having(others, () => run('app.cjs', `require('cdk-federated-roles/${part}');`));
    expect(status).toBe(1);
    expect(stderr).toContain(`cdk-federated-roles/${part} needs ${last}, which is not installed: npm install "${last}@`);
  });
});

test('what needs no peer is used without one', () => {
  const { status, stderr } = run('app.mjs', 'import { GitHubRepository, verify } from \'cdk-federated-roles\'; GitHubRepository.of(\'my-org/my-app\').branch(\'main\'); if (!verify.Trust) throw 1;');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('a peer that is broken is no missing one', () => {
  const broken = join(app, 'node_modules', 'aws-cdk-lib');
  mkdirSync(broken, { recursive: true });
  writeFileSync(join(broken, 'index.js'), 'require(\'something-of-its-own\');');
  const { stderr } = having(['constructs'], () => run('app.cjs', 'require(\'cdk-federated-roles/aws\');'));
  rmSync(broken, { recursive: true });
  expect(stderr).toContain('Cannot find module \'something-of-its-own\'');
  expect(stderr).not.toContain('PEER_MISSING');
});
