import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root';

/** Users run `lib/`, so that is what is measured: compiled anew if the source has changed since. */
export function compileLibrary(): void {
  const entry = join(ROOT, 'lib', 'aws', 'index.js');
  if (existsSync(entry) && newestIn(join(ROOT, 'lib'), '.js') >= newestIn(join(ROOT, 'src'), '.ts')) return;
  console.log('lib/ is older than src/: compiling');
  execFileSync('npx', ['projen', 'compile'], { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' });
}

function newestIn(directory: string, extension: string): number {
  return Math.max(...readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith(extension))
    .map(file => statSync(join(directory, file)).mtimeMs));
}
