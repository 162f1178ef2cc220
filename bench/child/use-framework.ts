// Preloaded before anything else: takes the frameworks from the directory that BENCH_FRAMEWORK names, if it names one.
import Module from 'node:module';

type Resolve = (request: string, parent: unknown, isMain: boolean, options?: { paths: string[] }) => string;

const from = process.env.BENCH_FRAMEWORK;
if (from) {
  const loader = Module as unknown as { _resolveFilename: Resolve };
  const resolve = loader._resolveFilename;
  loader._resolveFilename = (request, parent, isMain, options) => resolve(request, parent, isMain, /^(aws-cdk-lib|constructs)(\/|$)/.test(request) ? { paths: [from] } : options);
}
