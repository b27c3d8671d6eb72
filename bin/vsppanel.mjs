#!/usr/bin/env node
// The command line: `npx vsppanel …`. File arguments count from the folder in which the user stands.
process.argv.splice(2, 0, 'src/cli.ts');
await import('../scripts/run.mjs');
