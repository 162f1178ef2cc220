import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Lets every app of a file be written to one place, which is removed in the end: CDK would leave a directory for each. Such an app has `autoSynth: false`, or waits for the end of the process. */
export function inOneOutdir(): void {
  let directory: string;

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'properties-'));
    process.env.CDK_OUTDIR = directory;
  });

  afterAll(() => {
    delete process.env.CDK_OUTDIR;
    rmSync(directory, { recursive: true, force: true });
  });
}
