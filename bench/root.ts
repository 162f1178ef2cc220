import { join, resolve } from 'node:path';

/** Directory of the package. */
export const ROOT = resolve(__dirname, '..');

/** The entry that Node loads. */
export const PACKAGE_ROOT = join(ROOT, 'lib', 'lazy-index.js');
