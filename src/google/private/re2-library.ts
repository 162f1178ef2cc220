/** The library, in a file of its own: it is loaded at the first regular expression and not before. */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- at its first use, and the build puts it in here
export const library: typeof import('re2js', { with: { 'resolution-mode': 'require' } }) = require('re2js');
