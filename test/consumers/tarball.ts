import * as assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { isBuiltin } from 'node:module';
import * as os from 'node:os';
import * as path from 'node:path';
import { command } from './command';
import { filesBelow, optionalPeers, ROOT } from '../../build-tools/project';

const TOP = ['.jsii', 'API.md', 'CHANGELOG.md', 'LICENSE', 'README.md', 'docs', 'examples', 'lib', 'package.json', 'rosetta'];
/** The command line is bundled into one file. */
const COMMAND = path.join('cli', 'main.js');
const NOTICES = 'THIRD-PARTY-LICENSES.txt';
const INLINE_MAP = /^\/\/# sourceMappingURL=data:application\/json;(?:charset=utf-8;)?base64,(.*)$/m;

export class Tarball {
  /** Packs the compiled project into a directory, and unpacks it there to be looked at. */
  public static pack(directory: string): Tarball {
    const [{ filename }] = JSON.parse(command('npm', ['pack', '--json', '--pack-destination', directory], ROOT));
    command('tar', ['-xzf', filename, '-C', directory], directory);
    return new Tarball(path.join(directory, filename), path.join(directory, 'package'));
  }

  private readonly files: string[];

  private constructor(public readonly file: string, private readonly content: string) {
    this.files = filesBelow(content, '').map(file_ => path.relative(content, file_));
  }

  public size(): string {
    const bytes = this.files.map(file => fs.statSync(path.join(this.content, file)).size).reduce((a, b) => a + b, 0);
    return `${kilobytes(fs.statSync(this.file).size)} packed, ${kilobytes(bytes)} unpacked, ${this.files.length} files`;
  }

  public checkTop(): void {
    assert.deepEqual([...new Set(this.files.map(file => file.split(path.sep)[0]))].sort(), TOP);
  }

  /** Output of a source file that is gone would be shipped on. */
  public checkLib(): void {
    const sources = filesBelow(path.join(ROOT, 'src'), '.ts').map(file => path.relative(path.join(ROOT, 'src'), file).replace(/\.ts$/, ''));
    const apart = sources.filter(source => path.dirname(source) !== path.dirname(COMMAND));
    const expected = [NOTICES, COMMAND, ...apart.flatMap(source => [`${source}.d.ts`, `${source}.js`])];
    assert.deepEqual(this.files.filter(file => file.startsWith(`lib${path.sep}`)).map(file => path.relative('lib', file)).sort(), expected.sort());
  }

  /** What is bundled ships with its licence, and nothing is left to be installed. */
  public checkBundled(): void {
    const modules = this.files.filter(file => file.endsWith('.js')).map(file => fs.readFileSync(path.join(this.content, file), 'utf-8'));
    const required = new Set(modules.flatMap(text => [...text.matchAll(/\brequire\("([^."][^"]*)"\)/g)].map(([, name]) => name)));
    const peers = optionalPeers();
    assert.deepEqual([...required].filter(name => !isBuiltin(name) && !peers.some(peer => name === peer || name.startsWith(`${peer}/`))), []);
    assert.match(fs.readFileSync(path.join(this.content, 'lib', NOTICES), 'utf-8'), /^@marcbachmann\/cel-js \d\S* \(MIT\)\n[^]*Permission is hereby granted/);
  }

  /** Neither the machine that built the tarball nor the registry that it used may be read from it. */
  public checkTraces(): void {
    const registry = new URL(command('npm', ['config', 'get', 'registry'], ROOT)).host;
    const traces = [ROOT, `${os.homedir()}${path.sep}`, registry];
    const found = this.files.flatMap(file => {
      const text = fs.readFileSync(path.join(this.content, file), 'utf-8');
      const map = Buffer.from(INLINE_MAP.exec(text)?.[1] ?? '', 'base64').toString('utf-8');
      return traces.filter(trace => text.includes(trace) || map.includes(trace)).map(trace => `${file}: ${trace}`);
    });
    assert.deepEqual(found, []);
  }
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1024)} kB`;
}
