import { Command } from 'commander';
import { readConfig } from './config.ts';

/** `npx vsppanel <command>`. Each command loads its own code only when it is called, so that all of them start quickly. */
const program = new Command('vsppanel')
  .description('The panel of a voice service provider. Settings come from the environment: docs/operating/settings.md.')
  .showHelpAfterError();

program
  .command('start')
  .description('start everything: PostgreSQL, Asterisk, call control and the panel (the same as "npm start")')
  .action(async () => {
    await import('./start.ts');
  });

program
  .command('rate')
  .description('price a file of calls without a database: one JSON line out for each line in')
  .requiredOption('--rates <file>', 'rates as the API takes them, JSON')
  .requiredOption('--calls <file>', 'calls, one JSON object per line; "-" reads standard input')
  .action(async (options: { rates: string; calls: string }) => {
    const { rateCommand } = await import('./cli/rate.ts');
    process.exitCode = await rateCommand(options, process);
  });

program
  .command('doctor')
  .description('say what is wrong and how to mend it; exit status 1 when something is')
  .action(async () => {
    const { doctor } = await import('./cli/doctor.ts');
    process.exitCode = await doctor(readConfig(), (line) => process.stdout.write(`${line}\n`));
  });

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
