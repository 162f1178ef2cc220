#!/usr/bin/env node
import './engine';
import { readFileSync } from 'node:fs';
import { run } from './run';

// Whoever reads the output may have seen enough: `| head`.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}

void run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: { isTTY: process.stdin.isTTY, read: () => readFileSync(0, 'utf8') },
  env: process.env,
  directory: process.cwd(),
  today: new Date().toISOString().slice(0, 10),
}).then(code => { process.exitCode = code; });
