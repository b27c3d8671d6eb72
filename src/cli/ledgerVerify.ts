import { formatInstant } from '../core/base/time.ts';
import { openPool } from '../db/pool.ts';
import { sealAnchor } from '../supervisor/sealAnchor.ts';
import { openSafe } from '../vault/safe.ts';
import type { Finding } from './finding.ts';
import { runningInstance } from './instance.ts';
import { checkLedger, type LedgerChecked } from './ledgerCheck.ts';

/** So often a long check says how far it is. Milliseconds. */
const progressEvery = 2000;

/** `npx vsppanel ledger verify`. Answers the exit status: 0 = nothing found, 1 = something does not fit. Throws when it cannot look. */
export async function ledgerVerify(print: (line: string) => void): Promise<number> {
  const { config, database, sealSecret } = runningInstance();
  const pool = openPool(
    database.readUrl,
    { max: 1, name: 'vsppanel ledger verify', statementTimeoutMilliseconds: 300_000 },
    () => undefined,
  );
  let told = Date.now();
  try {
    const checked = await checkLedger(pool, {
      key: openSafe(sealSecret).ledgerKey,
      anchor: sealAnchor(config.dataFolder).read(),
      onSeal: (seen, all) => {
        if (Date.now() - told < progressEvery) return;
        told = Date.now();
        print(`${seen} of ${all} transfers checked`);
      },
    });
    for (const line of verdict(checked)) print(line);
    return checked.faults.length === 0 ? 0 : 1;
  } finally {
    await pool.end();
  }
}

/** The findings, then what was proven and what could not be. */
export function verdict({ faults, seals, transfers, unsealed, sealedAt }: LedgerChecked): readonly string[] {
  const proven =
    sealedAt === undefined
      ? 'The ledger has no seal yet: the back office puts the first one within seconds of the first movement of money.'
      : `${transfers} transfers stand as ${seals} seals say, up to ${formatInstant(sealedAt)}.`;
  return [
    ...faults.map(({ seal, says }) => `Seal ${seal}: ${says}.`),
    faults.length === 0
      ? proven
      : `${faults.length} ${faults.length === 1 ? 'place does' : 'places do'} not fit. Compare with a backup.`,
    ...(unsealed === 0n ? [] : [`${unsealed} younger transfers have no seal yet; nothing can be said about them.`]),
    'Not proven: what was done by somebody who has the secrets of the data folder as well as the database.',
  ];
}

/** For the doctor: the newest seals only, which takes about a second. */
export async function checkNewestSeals(readUrl: string, sealSecret: string, dataFolder: string): Promise<Finding> {
  const pool = openPool(readUrl, { max: 1, name: 'vsppanel doctor' }, () => undefined);
  try {
    const anchor = sealAnchor(dataFolder).read();
    const { faults, seals } = await checkLedger(pool, { key: openSafe(sealSecret).ledgerKey, anchor, lastSeals: 50n });
    const [first] = faults;
    if (first)
      return {
        kind: 'wrong',
        says: `seal ${first.seal}: ${first.says}`,
        remedy:
          'Run "npx vsppanel ledger verify" for all of it, and compare with a backup. After a restore: docs/operating/backup.md.',
      };
    return seals === 0n
      ? { kind: 'note', says: 'no seal yet' }
      : { kind: 'right', says: 'the newest seals hold; all of them: npx vsppanel ledger verify' };
  } finally {
    await pool.end();
  }
}
