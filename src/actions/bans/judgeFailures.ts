import { doOverlap } from '../../core/access/addressText.ts';
import {
  banEnd,
  banMemorySeconds,
  bansInForceMax,
  banWave,
  banWaveSeconds,
  failureWindowSeconds,
  judgeNetwork,
  type LoginFailure,
} from '../../core/access/ban.ts';
import { addSeconds, formatInstant } from '../../core/base/time.ts';
import { raiseStaffAlert } from '../../db/tables/alerts.ts';
import {
  countBansInForce,
  countNewBans,
  getKnownOfNetwork,
  insertBan,
  type KnownOfNetwork,
  lockNetwork,
  type NewBan,
} from '../../db/tables/bans.ts';
import { queueLetter } from '../../db/tables/letters.ts';
import { findMailSender } from '../../db/tables/mailSettings.ts';
import { findCompanyName } from '../../db/tables/settings.ts';
import { banWaveLetter } from '../../mail/letters/banWave.ts';
import { action, done, type Work } from '../action.ts';

export type JudgeFailures = {
  /** As `bannedNetworkOf` writes it. */
  readonly network: string;
  /** Failures there, oldest first. */
  readonly failures: readonly LoginFailure[];
  /** Ours and our providers': never banned. */
  readonly trusted: readonly string[];
};
export type Judgement = 'wait' | 'warning' | 'ban' | 'known';

/** Bans a network from which secrets or numbers are guessed, warns of it, or lets it be. Judged twice, it is banned once. */
export const judgeFailures = action<JudgeFailures, Judgement>('ban.judge', 'ban.change', async (work, input) => {
  const { network, trusted } = input;
  const since = addSeconds(work.now, -failureWindowSeconds);
  const failures = input.failures.filter(({ at }) => at > since);
  await lockNetwork(work.tx, network);
  const known = await askKnown(work, network, failures);
  if (known.isBanned) return done('known', null);
  const isExempt = known.isExempt || trusted.some((one) => doOverlap(one, network));
  const verdict = judgeNetwork({ ...known, failures, isExempt });
  if (verdict.kind === 'wait') return done('wait', null);
  if (verdict.kind === 'warning' && known.isWarned) return done('known', null);
  // Whoever forges senders could fill the table; more than these are kept out by nobody.
  if (verdict.kind === 'ban' && (await countBansInForce(work.tx, work.now, bansInForceMax)) >= bansInForceMax)
    return done('wait', null);
  const seconds = verdict.kind === 'ban' ? verdict.seconds : 86_400;
  const ban: NewBan = {
    ...{ network, kind: verdict.kind, failures: failures.length, note: '', at: work.now, by: 'system' },
    protocols: [...new Set(failures.map(({ protocol }) => protocol))],
    names: namesOf(failures),
    until: banEnd(work.now, seconds),
  };
  const banId = await insertBan(work.tx, ban);
  if (verdict.kind === 'ban') await tellOfWave(work);
  return done(verdict.kind, { detail: { banId, network, kind: verdict.kind, failures: failures.length, seconds } });
});

function askKnown(work: Work, network: string, failures: readonly LoginFailure[]): Promise<KnownOfNetwork> {
  return getKnownOfNetwork(work.tx, {
    network,
    addresses: [...new Set(failures.map(({ address }) => address))],
    names: [...new Set(failures.map(({ name }) => name))],
    now: work.now,
    since: addSeconds(work.now, -banMemorySeconds),
  });
}

/** The newest five; each cut to what a list can show. */
function namesOf(failures: readonly LoginFailure[]): readonly string[] {
  return [...new Set(failures.map(({ name }) => name.slice(0, 40)).reverse())].slice(0, 5);
}

/** Many networks at once are an attack: one alert and one letter an hour, never one for each address. */
async function tellOfWave({ tx, now }: Work): Promise<void> {
  const count = await countNewBans(tx, addSeconds(now, -banWaveSeconds), banWave);
  if (count < banWave) return;
  const hour = formatInstant(now).slice(0, 13);
  if (!(await raiseStaffAlert(tx, `ban_wave ${hour}`, { kind: 'ban_wave', count }))) return;
  const to = await findMailSender(tx);
  if (to === '') return;
  const letter = banWaveLetter({ companyName: await findCompanyName(tx), count });
  await queueLetter(tx, { key: `alert ban_wave ${hour}`, to, ...letter });
}
