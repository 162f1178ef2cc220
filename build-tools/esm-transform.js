// Jest loads CommonJS alone: what was published as ECMAScript modules only is turned into it.
const { createHash } = require('node:crypto');
const { transformSync, version } = require('esbuild');

module.exports = {
  process: source => ({ code: transformSync(source, { format: 'cjs', target: 'node20' }).code }),
  getCacheKey: source => createHash('sha256').update(version).update(source).digest('hex'),
};
