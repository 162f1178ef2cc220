const start = performance.now();
require(process.argv[2]);
process.stdout.write(String(performance.now() - start));
