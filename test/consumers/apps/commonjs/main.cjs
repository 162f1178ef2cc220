const assert = require('node:assert/strict');
const path = require('node:path');
const library = require('cdk-federated-roles');

const PEERS = /[\\/]node_modules[\\/](aws-cdk-lib|constructs|cdktf)[\\/]/;
const peersLoaded = () => Object.keys(require.cache).filter(file => PEERS.test(file));

assert.deepEqual(peersLoaded(), []);
assert.ok(Object.keys(library).includes('aws'));
assert.deepEqual(peersLoaded(), [], 'asking for the names of the namespaces loads none');
assert.equal(library.aws, require('cdk-federated-roles/aws'));
assert.notDeepEqual(peersLoaded(), []);

assert.equal(require('cdk-federated-roles/package.json').name, 'cdk-federated-roles');
assert.equal(path.basename(require.resolve('cdk-federated-roles/.jsii')), '.jsii');
assert.throws(() => require('cdk-federated-roles/lib/index.js'), { code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' });
