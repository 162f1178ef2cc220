import { createRequire } from 'node:module';
import type * as Library from '../../src';

/** The compiled library, as its users load it; the types come from the source, so that a type check needs no build. */
export const library = createRequire(__filename)('../../lib/lazy-index.js') as typeof Library;
