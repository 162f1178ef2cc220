/** The library, in a file of its own: it is loaded at the first evaluation and not before. */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- a module of ECMAScript, which the build puts in here
export const library: typeof import('@marcbachmann/cel-js', { with: { 'resolution-mode': 'import' } }) = require('@marcbachmann/cel-js');
