/** `npm run bench -- <name>`: runs one measurement and prints its figures. Each lives in `bench/<name>.ts` and exports `bench`. */
const names = ['rating', 'authorize', 'calls', 'import', 'invoices', 'panel', 'reports', 'rerate'] as const;

const asked = process.argv[2];
const name = names.find((one) => one === asked);
if (name === undefined) {
  process.stderr.write(`Name a measurement: npm run bench -- ${names.join(' | ')}\n`);
  process.exitCode = 2;
} else {
  const measurement: { readonly bench: () => Promise<void> } = await import(`./${name}.ts`);
  await measurement.bench();
}
