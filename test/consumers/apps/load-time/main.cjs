/**
 * Loading the root may take 15 ms where as many empty modules take 3 ms. Fresh processes take turns, and the quickest of each
 * counts, so that neither a slow nor a busy machine decides.
 */
const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const LIMIT = 15 / 3;
const ROUNDS = 15;

const measure = (name) => Number(execFileSync(process.execPath, [path.join(__dirname, 'measure.cjs'), name], { encoding: 'utf-8' }));

require('cdk-federated-roles');
const count = Object.keys(require.cache).length - 1;
const empty = path.join(__dirname, 'empty.cjs');
for (let i = 1; i < count; i++) fs.writeFileSync(path.join(__dirname, `empty-${i}.cjs`), '');
fs.writeFileSync(empty, Array.from({ length: count - 1 }, (_, i) => `require('./empty-${i + 1}.cjs');`).join('\n'));

const times = Array.from({ length: ROUNDS }, () => ({ root: measure('cdk-federated-roles'), empty: measure(empty) }));
const sorted = (key) => times.map(time => time[key]).sort((a, b) => a - b);
const factor = sorted('root')[0] / sorted('empty')[0];
const text = `${count} modules in ${sorted('root')[ROUNDS >> 1].toFixed(1)} ms, ${factor.toFixed(1)} times as long as empty ones`;
console.log(text);
assert.ok(factor < LIMIT, `the root loads too slowly: ${text}, at most ${LIMIT} times are allowed`);
