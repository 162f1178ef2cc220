/** Runs beside every test file of `test:newest` and fails it where any other release than the wanted one was loaded. */
import * as path from 'node:path';

const wanted: Record<string, string> = JSON.parse(process.env.NEWEST_PEERS!);
const home = process.env.NEWEST_HOME! + path.sep;
const peers = Object.keys(wanted);

test.each(peers)('the newest %s is under test', name => {
  expect(jest.requireActual(`${name}/package.json`).version).toBe(wanted[name]);
});

afterAll(() => {
  const parts = peers.map(name => path.join('node_modules', name) + path.sep);
  const loaded = Object.keys(require.cache).filter(file => parts.some(part => file.includes(part)));
  expect(loaded.filter(file => !file.startsWith(home))).toEqual([]);
});
