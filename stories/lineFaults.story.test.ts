import { appendFileSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LineFault } from '../src/testing/faultProxy.ts';
import { hasAsterisk } from '../src/testing/instance.ts';
import { type CallStage, type LineName, openCallStage } from '../src/testing/phones/callStage.ts';
import { eventually } from '../src/testing/phones/eventually.ts';
import { finalStatus, firstOf, type SipMessage, type Sipp, startSipp } from '../src/testing/phones/sipp.ts';
import { findTool } from '../src/testing/tools.ts';

const outside = '0299990000';
/** The full form measures as well: an answer within two seconds (quality.md c), on a machine that does nothing else. */
const rounds = Number(process.env.ROUNDS ?? 1);
const isFull = process.env.ROUNDS !== undefined;
const patience = 60_000;

const faults = ['refused', 'reset', 'silence', 'slow', 'bytes'] as const;
const full: readonly (readonly [LineName, LineFault])[] = (['questions', 'database', 'manager'] as const).flatMap((line) =>
  faults.map((fault) => [line, fault] as const),
);
const short: readonly (readonly [LineName, LineFault])[] = [
  ...(['refused', 'reset', 'silence'] as const).map((fault) => ['questions', fault] as const),
  ...(['reset', 'silence', 'bytes'] as const).map((fault) => ['database', fault] as const),
  ['manager', 'reset'],
];

describe.skipIf(findTool('sipp') === null || !hasAsterisk())('broken lines between the parts (quality.md c)', () => {
  let stage: CallStage;
  const phones: Sipp[] = [];
  const figures: string[] = [];
  beforeAll(async () => {
    stage = await openCallStage();
    await eventually(async () => (await talk(outside)) === 200, 'a paid call is answered', patience);
    heard[outside] += 1;
  });
  beforeEach(async () => {
    for (const phone of phones.splice(0)) await phone.stop();
  });
  afterAll(async () => {
    for (const phone of phones.splice(0)) await phone.stop();
    if (isFull) process.stdout.write(`\n${figures.join('\n')}\n`);
    await stage?.close();
  });

  const dial = async (dialled: string, pauseMilliseconds = 200): Promise<readonly SipMessage[]> => {
    const phone = await startSipp({
      scenario: 'call-and-hang-up',
      ...{ phone: stage.caller, server: stage.asterisk.ports.sip, words: { dialled }, pauseMilliseconds },
    });
    phones.push(phone);
    await phone.finished.catch(() => undefined);
    return phone.messages();
  };
  /** What phones heard: how many calls to each number were answered. */
  const heard = { [outside]: 0, '000': 0 };
  const count = (dialled: keyof typeof heard, messages: readonly SipMessage[]) => {
    if (finalStatus(messages) === 200) heard[dialled] += 1;
  };
  const talk = async (dialled: string) => finalStatus(await dial(dialled));

  /** From the request to the first word that is more than "wait": ringing, a prompt, an answer or a refusal. Milliseconds. */
  const answerTime = (messages: readonly SipMessage[]): number => {
    const asked = messages.findLast(({ isSent, firstLine }) => isSent && firstLine.startsWith('INVITE'));
    const word = messages.find(({ isSent, firstLine }) => !isSent && /^SIP\/2\.0 (18\d|[2-6](?!01)\d\d)/.test(firstLine));
    return asked && word ? word.at - asked.at : Number.POSITIVE_INFINITY;
  };

  /** No call is open, none was charged twice or without an answer, and every invariant of the ledger holds. */
  const isSettled = async (): Promise<boolean> => {
    const { rows } = await stage.owner.query<{ open: bigint; twice: bigint; unanswered: bigint }>(
      `select (select count(*) from call) as open,
              (select count(*) from (select key from transfer where kind = 'call' group by key having count(*) > 1) as t) as twice,
              (select count(*) from cdr where outcome <> 'answered' and price <> 0) as unanswered`,
    );
    return rows[0]?.open === 0n && rows[0].twice === 0n && rows[0].unanswered === 0n && (await stage.faults()).length === 0;
  };
  const answeredCdrs = async (number: string): Promise<number> =>
    Number(
      (await stage.owner.query(`select count(*) from cdr where outcome = 'answered' and number = $1`, [number])).rows[0].count,
    );

  const cases = Array.from({ length: rounds }, () => (isFull ? full : short)).flat();
  it.each(cases)(
    'the line of %s is %s: paid calls get an answer, emergency calls connect, call control lives',
    async (line, fault) => {
      await stage.lines[line].set(fault);
      // How long the line is silent is the experiment; nobody waits for anything.
      const restoring = fault === 'silence' ? wait(5000).then(() => stage.lines[line].set('none')) : undefined;
      const [paid, emergency] = await Promise.all([dial(outside), dial('000')]);
      await (restoring ?? stage.lines[line].set('none'));
      figures.push(
        `${line} ${fault}: paid ${finalStatus(paid)} after ${answerTime(paid)} ms, emergency ${finalStatus(emergency)} after ${answerTime(emergency)} ms`,
      );
      expect(finalStatus(emergency), 'the emergency call').toBe(200);
      expect(finalStatus(paid), 'the paid call').toBeDefined();
      expect(firstOf(paid, 'SIP/2.0 200') === undefined).toBe(finalStatus(paid) !== 200);
      if (isFull) expect(Math.max(answerTime(paid), answerTime(emergency)), 'until an answer').toBeLessThan(2500);
      expect(stage.isAlive(), 'call control is alive').toBe(true);
      await eventually(async () => (await talk(outside)) === 200, 'paid calls work again', patience);
      count('000', emergency);
      for (const phone of phones.slice(2)) count(outside, phone.messages());
      count(outside, paid);
    },
  );

  it('afterwards each call that was heard answered is charged once, and no other', async () => {
    await eventually(isSettled, 'all is settled', patience);
    await eventually(async () => (await answeredCdrs('000')) === heard['000'], 'each emergency call is on record', patience);
    expect(await answeredCdrs('61299990000')).toBe(heard[outside]);
  });

  it('every line of the spool once more, in any order: nothing is charged twice', async () => {
    const booked = async () =>
      (
        await stage.owner.query(
          'select count(*)::int as calls, sum(price)::text as price, (select count(*) from transfer)::int as transfers from cdr',
        )
      ).rows[0];
    await eventually(isSettled, 'all is settled', patience);
    const before = await booked();
    const file = stage.asterisk.instance.spoolFile;
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .filter((one) => one !== '');
    appendFileSync(file, `${lines.reverse().join('\n')}\n${lines.join('\n')}\n`);
    const emergencies = await answeredCdrs('000');
    await talk('000');
    await eventually(async () => (await answeredCdrs('000')) === emergencies + 1, 'what stands behind them is read', patience);
    expect(await booked()).toEqual({ ...before, calls: before.calls + 1 });
    expect(await isSettled()).toBe(true);
  });
});
