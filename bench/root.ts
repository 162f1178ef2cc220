import { resolve } from 'node:path';

/** Directory of the package. */
export const ROOT = resolve(__dirname, '..');
