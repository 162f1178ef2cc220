#!/usr/bin/env node
import './v8-flags';
import { EXIT } from './io';
import { run } from './run';
import { standardInput } from './standard-input';
import { today } from '../private/advice';

// Whoever reads the output may have seen enough (`| head`): the run goes on without, since its exit code counts whatever was read.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    if (stream === process.stdout) process.stderr.write(`error: the output cannot be written (${error.code})\n`);
    process.exit(EXIT.unusable);
  });
}

void run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: { get isTTY() { return process.stdin.isTTY; }, read: standardInput },
  env: process.env,
  directory: process.cwd(),
  today: today(),
}).then(code => { process.exitCode = code; });
