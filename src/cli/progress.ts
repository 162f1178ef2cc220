import { Worker } from 'node:worker_threads';
import type { Io } from './io';

const AFTER_MILLISECONDS = 1000;

/** A thread of its own, since reading and judging leave no turn to a timer. It writes to the terminal directly. */
const TICKER = `
const { writeSync } = require('node:fs');
const { workerData: { after } } = require('node:worker_threads');
const begun = Date.now();
const tell = () => { try { writeSync(2, '\\r\\u001b[Kworking, ' + Math.round((Date.now() - begun) / 1000) + ' s'); } catch { /* the terminal is busy or gone */ } };
setTimeout(() => { tell(); setInterval(tell, 1000); }, after);
`;

/** Does the work; tells a person at a terminal that it goes on, where it takes longer than a second. */
export async function withProgress<T>({ stderr }: Io, work: () => T): Promise<T> {
  if (stderr.isTTY !== true) return work();
  const begun = Date.now();
  const worker = new Worker(TICKER, { eval: true, workerData: { after: AFTER_MILLISECONDS } });
  try {
    return work();
  } finally {
    await worker.terminate();
    if (Date.now() - begun >= AFTER_MILLISECONDS) stderr.write('\r\u001b[K');
  }
}
