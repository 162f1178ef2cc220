/** Runs beside every test file of `test:newest` and fails it where any other release than the wanted one was loaded. */
import * as path from 'node:path';

const wanted: Record<string, string> = JSON.parse(process.env.NEWEST_PEERS!);
const peers = Object.keys(wanted);

test.each(peers)('the newest %s is under test', name => {
  expect(jest.requireActual(`${name}/package.json`).version).toBe(wanted[name]);
});

afterAll(() => {
  const homes = peers.map(name => path.join('node_modules', name) + path.sep);
  const loaded = Object.keys(require.cache).filter(file => homes.some(home => file.includes(home)));
  expect(loaded.filter(file => !file.startsWith(__dirname + path.sep))).toEqual([]);
});
