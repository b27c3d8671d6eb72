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

const print = (line: string) => void process.stdout.write(`${line}\n`);

program
  .command('api-key')
  .description('keys for machines')
  .command('create')
  .description('make an API key and print it; it is shown only now')
  .requiredOption('--name <name>', 'what the key is for')
  .option('--level <level>', 'administrator or super_user', 'super_user')
  .option('--expires <instant>', 'when it ends, such as 2027-01-01T00:00:00Z; never when left out')
  .action(async (options: { name: string; level: string; expires?: string }) => {
    const [{ apiKeyCreate }, { withInstance }] = await Promise.all([
      import('./cli/apiKeyCreate.ts'),
      import('./cli/withInstance.ts'),
    ]);
    process.exitCode = await withInstance(print, (act) => apiKeyCreate(options, act, print));
  });

const reports = program.command('reports').description('the sums that reports are made of');
reports
  .command('check')
  .description('hold the sums of all reports against calls and ledger; exit status 1 when something differs')
  .action(async () => {
    const { reportsCheck } = await import('./cli/reports.ts');
    process.exitCode = await reportsCheck(print);
  });
reports
  .command('recount')
  .description('make all sums anew from calls and ledger, in the background')
  .action(async () => {
    const [{ reportsRecount }, { withInstance }] = await Promise.all([
      import('./cli/reports.ts'),
      import('./cli/withInstance.ts'),
    ]);
    process.exitCode = await withInstance(print, (act) => reportsRecount(act, print));
  });

const staff = program.command('staff').description('people who sign in to the panel');
staff
  .command('reset-password')
  .description('give a locked-out user a new password, printed once; it is changed at the next sign-in')
  .argument('<user>', 'user name')
  .action(async (user: string) => {
    const [{ staffResetPassword }, { withInstance }] = await Promise.all([
      import('./cli/staff.ts'),
      import('./cli/withInstance.ts'),
    ]);
    process.exitCode = await withInstance(print, (act) => staffResetPassword(user, act, print));
  });
staff
  .command('reset-second-factor')
  .description('forget the authenticator app, passkeys and recovery codes of a user who has lost them')
  .argument('<user>', 'user name')
  .action(async (user: string) => {
    const [{ staffResetSecondFactor }, { withInstance }] = await Promise.all([
      import('./cli/staff.ts'),
      import('./cli/withInstance.ts'),
    ]);
    process.exitCode = await withInstance(print, (act) => staffResetSecondFactor(user, act, print));
  });

program
  .command('account')
  .description('customers')
  .command('add')
  .description('add an account with its first phone; prints its number and the secret of the phone')
  .argument('<fields...>', 'field=value, with the names of POST /api/v1/accounts, such as lastName=Doe paymentType=pre_paid')
  .action(async (fields: string[]) => {
    const [{ accountAdd }, { withInstance }] = await Promise.all([
      import('./cli/accountAdd.ts'),
      import('./cli/withInstance.ts'),
    ]);
    process.exitCode = await withInstance(print, (act) => accountAdd(fields, act, print));
  });

program
  .command('topup')
  .description('book money received from a customer')
  .argument('<account>', 'id of the account')
  .argument('<amount>', 'such as 20.00')
  .requiredOption('--reason <text>', 'stands on the statement')
  .requiredOption('--key <key>', '8 to 64 letters or digits of your choice: the same key books once')
  .action(async (account: string, amount: string, options: { reason: string; key: string }) => {
    const [{ topUp }, { withInstance }] = await Promise.all([import('./cli/topUp.ts'), import('./cli/withInstance.ts')]);
    process.exitCode = await withInstance(print, (act) => topUp({ account, amount, ...options }, act, print));
  });

const bans = program.command('bans').description('networks that are kept away from the phones');
bans
  .command('list')
  .description('the networks that are banned now, and until when')
  .action(async () => {
    const [{ bansList }, { withInstance }] = await Promise.all([import('./cli/bans.ts'), import('./cli/withInstance.ts')]);
    process.exitCode = await withInstance(print, (act) => bansList(act, print));
  });
bans
  .command('remove')
  .description('let a network in again')
  .argument('<network>', 'an address, or a network such as 192.0.2.0/24')
  .action(async (network: string) => {
    const [{ bansRemove }, { withInstance }] = await Promise.all([import('./cli/bans.ts'), import('./cli/withInstance.ts')]);
    process.exitCode = await withInstance(print, (act) => bansRemove(network, act, print));
  });

program
  .command('cards')
  .description('stored payment cards')
  .command('rotate-key')
  .description('seal the stored cards under a new key; may be ended and called again at any time')
  .action(async () => {
    const { cardsRotateKey } = await import('./cli/cardsRotateKey.ts');
    process.exitCode = await cardsRotateKey(print);
  });

program
  .command('ledger')
  .description('the books')
  .command('verify')
  .description('compare the whole ledger with its seals; exit status 0 = nothing found, 1 = something was changed')
  .action(async () => {
    const { ledgerVerify } = await import('./cli/ledgerVerify.ts');
    process.exitCode = await ledgerVerify(print);
  });

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
