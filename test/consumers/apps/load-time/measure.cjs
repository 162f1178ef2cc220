const [name, member] = process.argv.slice(2);
const start = performance.now();
const loaded = require(name);
if (member) loaded[member];
process.stdout.write(String(performance.now() - start));
