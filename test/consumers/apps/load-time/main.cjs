/**
 * The root may take 15 ms to load. Its first use, which loads what tells who a workload is, may take five times as long as loading as
 * many empty modules: fresh processes take turns and the quickest of each counts, so that a slow or busy machine does not decide.
 */
const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const ROUNDS = 15;

const measure = (...args) => Number(execFileSync(process.execPath, [path.join(__dirname, 'measure.cjs'), ...args], { encoding: 'utf-8' }));

const loaded = () => Object.keys(require.cache).filter(file => file.includes('cdk-federated-roles')).length;
assert.ok(require('cdk-federated-roles').GitHubRepository);
const count = loaded();
const empty = path.join(__dirname, 'empty.cjs');
for (let i = 1; i < count; i++) fs.writeFileSync(path.join(__dirname, `empty-${i}.cjs`), '');
fs.writeFileSync(empty, Array.from({ length: count - 1 }, (_, i) => `require('./empty-${i + 1}.cjs');`).join('\n'));

const times = Array.from({ length: ROUNDS }, () => ({
  root: measure('cdk-federated-roles'),
  use: measure('cdk-federated-roles', 'GitHubRepository'),
  empty: measure(empty),
}));
const sorted = (key) => times.map(time => time[key]).sort((a, b) => a - b);
const median = (key) => sorted(key)[ROUNDS >> 1];
const factor = sorted('use')[0] / sorted('empty')[0];
console.log(`root in ${median('root').toFixed(1)} ms, ${count} modules at first use in ${median('use').toFixed(1)} ms, ${factor.toFixed(1)} times as long as empty ones`);
assert.ok(median('root') < 15, `the root takes ${median('root')} ms to load`);
assert.ok(factor < 5, `the first use takes ${factor} times as long as empty modules`);
