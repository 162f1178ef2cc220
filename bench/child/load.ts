// One measurement in a process of its own: node load.js <path or name of a module> [<names of what is used of it>]
import { createRequire } from 'node:module';

const load = createRequire(__filename);
const [name, ...used] = process.argv.slice(2);
const processorBefore = process.cpuUsage();
const begin = performance.now();
const loaded = load(name) as Record<string, unknown>;
for (const member of used) void loaded[member]; // what is lazy loads now
const milliseconds = performance.now() - begin;
const { user, system } = process.cpuUsage(processorBefore);

const frameworks = Object.keys(load.cache).filter(file => /[\\/]node_modules[\\/](aws-cdk-lib|constructs|cdktf|cdktn|@cdktf|@cdktn)[\\/]/.test(file));
process.stdout.write(JSON.stringify({ milliseconds, processor: (user + system) / 1000, frameworks }));
