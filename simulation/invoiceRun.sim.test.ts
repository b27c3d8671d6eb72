import { describe, expect, test } from 'vitest';
import { killRun, openRunStage, runFaults } from './invoiceRun.ts';
import { seedAndRounds, seededRandom } from './random.ts';

/** `npm run verify -- run` kills a hundred. */
const { seed, rounds } = seedAndRounds(8);

test(
  `${rounds} invoice runs, each started twice and killed twice: every period is invoiced once, numbers have no gaps`,
  async () => {
    const stage = await openRunStage(6);
    const random = seededRandom(seed);
    try {
      for (let round = 0; round < rounds; round += 1) {
        await killRun(stage, round, random);
        expect({ seed, round, faults: await runFaults(stage, round + 1) }).toEqual({ seed, round, faults: [] });
      }
    } finally {
      await stage.close();
    }
  },
  60_000 + rounds * 10_000,
);

describe('a planted mistake is seen', () => {
  const mutants: Readonly<Record<string, string>> = {
    'numbers come from a sequence, which does not go back': `
      create sequence hasty;
      create or replace function invoice_numbers(p_series text, p_prefix text, p_suffix text, p_count int) returns bigint
      language plpgsql security definer set search_path = public as $$
      declare first bigint;
      begin
        for i in 1 .. p_count loop first := coalesce(first, nextval('hasty')); if i > 1 then perform nextval('hasty'); end if; end loop;
        return first;
      end $$;`,
    'where an account stands is not kept': `
      create function forget_billed() returns trigger language plpgsql as $$
      begin new.upto_transfer := 0; new.open_from_transfer := 0; new.billed_until_at := '2000-01-01'; return new; end $$;
      create trigger forget_billed before update on account_billing for each row execute function forget_billed();`,
    'the last call of a month is left out': `
      create function lose_call() returns trigger language plpgsql as $$
      begin new.open_from_transfer := new.open_from_transfer + 30; return new; end $$;
      create trigger lose_call before update on account_billing for each row execute function lose_call();`,
  };

  test.each(Object.entries(mutants))('%s', async (_, statements) => {
    const stage = await openRunStage(4);
    const random = seededRandom(seed);
    try {
      await stage.owner.query(statements);
      const faults: string[] = [];
      for (let round = 0; round < 15 && faults.length === 0; round += 1) {
        // A mistake may also be refused by the database: then periods stay without their invoices.
        await killRun(stage, round, random);
        faults.push(...(await runFaults(stage, round + 1)));
      }
      expect(faults.length).toBeGreaterThan(0);
    } finally {
      await stage.close();
    }
  });
});
