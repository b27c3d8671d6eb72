import { appendFileSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LoginFailure } from '../../core/access/ban.ts';
import { instant } from '../../core/base/time.ts';
import { eventually } from '../../testing/phones/eventually.ts';
import { writeBans } from './banFiles.ts';
import { failureOfEvent, failureOfLine } from './loginFailures.ts';
import { openLoginLog } from './loginLog.ts';

const now = instant(1_800_000_000_000);
const event = (more: Record<string, string>) =>
  failureOfEvent({ Service: 'PJSIP', AccountID: '1001', RemoteAddress: 'IPV4/UDP/192.0.2.7/5062', ...more }, now);
const line = (message: string, filename = 'chan_iax2.c') => JSON.stringify({ logmsg: { location: { filename }, message } });

describe('failures of SIP', () => {
  test.each([
    ['an unknown number', { Event: 'InvalidAccountID' }, '192.0.2.7'],
    ['a wrong secret', { Event: 'ChallengeResponseFailed' }, '192.0.2.7'],
    ['over TLS and IPv6', { Event: 'InvalidPassword', RemoteAddress: 'IPV6/TLS/2001:db8::1/5061' }, '2001:db8::1'],
    ['in brackets', { Event: 'InvalidPassword', RemoteAddress: 'IPV6/TCP/[2001:db8::1]/5061' }, '2001:db8::1'],
    ['the challenge with which every login begins', { Event: 'ChallengeSent' }, undefined],
    ['a good login', { Event: 'SuccessfulAuth' }, undefined],
    ['what was counted as an unknown number already', { Event: 'ChallengeResponseFailed', AccountID: '<unknown>' }, undefined],
    ['the manager’s own', { Event: 'InvalidPassword', Service: 'AMI' }, undefined],
    ['no address', { Event: 'InvalidPassword', RemoteAddress: 'nonsense' }, undefined],
  ])('%s', (_, given, address) => {
    expect(event(given)?.address).toBe(address);
  });
});

describe('failures of IAX2', () => {
  test.each([
    [`No registration for peer '1001' (from 192.0.2.7)`, '192.0.2.7', '1001'],
    [`Host 192.0.2.7 failed MD5 authentication for '1001' (00ff != aa11)`, '192.0.2.7', '1001'],
    ['Host 192.0.2.7:4569 failed to authenticate as 1001', '192.0.2.7', '1001'],
    [`Registered IAX2 '1001' (AUTHENTICATED) at 192.0.2.7:4569`, undefined, undefined],
  ])('%s', (message, address, name) => {
    const failure = failureOfLine(line(message), now);
    expect([failure?.address, failure?.name]).toEqual([address, name]);
  });

  test('whatever the name is, the address is that of the sender', () => {
    const evil = fc.oneof(fc.string(), fc.constantFrom(`x' (from 10.0.0.1)`, `1' (0 != 1)\nHost 10.0.0.1 failed`, 'a\n\u0000'));
    fc.assert(
      fc.property(evil, (name) => {
        for (const message of [
          `No registration for peer '${name}' (from 192.0.2.7)`,
          `Host 192.0.2.7 failed MD5 authentication for '${name}' (00ff != aa11)`,
          `Host 192.0.2.7:4569 failed to authenticate as ${name}`,
        ])
          expect(failureOfLine(line(message), now)?.address).toBe('192.0.2.7');
      }),
    );
  });

  test('half a line and other modules’ lines are nothing', () => {
    expect(failureOfLine(line(`No registration for peer '1' (from 192.0.2.7)`).slice(0, -9), now)).toBeUndefined();
    expect(failureOfLine(line(`No registration for peer '1' (from 192.0.2.7)`, 'chan_iax2.c.evil'), now)).toBeUndefined();
  });
});

test('the files: IPv6 stands in the list of SIP alone, which is never empty', () => {
  expect(writeBans([{ network: '192.0.2.7/32' }, { network: '2001:db8::/64' }])).toEqual({
    'acl.conf': '[vsppanel-bans]\npermit=0.0.0.0/0\ndeny=192.0.2.7/32\ndeny=2001:db8::/64\n',
    'iax_bans.conf': '[callnumberlimits]\n192.0.2.7/32 = 0\n',
  });
  expect(writeBans([])['acl.conf']).toBe('[vsppanel-bans]\npermit=0.0.0.0/0\n');
});

test('the log of logins is followed from its end, cut when it is long, and others are set aside', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vsppanel-logins-'));
  const file = join(folder, 'logins.json');
  const told: LoginFailure[] = [];
  let reopened = 0;
  const failed = (name: string) => `${line(`No registration for peer '${name}' (from 192.0.2.7)`)}\n`;
  writeFileSync(file, failed('before'));
  writeFileSync(join(folder, 'messages'), 'x'.repeat(5000));
  const log = openLoginLog({
    ...{ file, now: () => now, log: () => undefined, cutAt: 2000, setAsideAt: 4000 },
    handle: (failures) => told.push(...failures),
    reopen: async () => {
      reopened += 1;
    },
  });
  await eventually(() => reopened === 1, 'the other log is set aside');
  expect(statSync(join(folder, 'messages.old')).size).toBe(5000);
  appendFileSync(file, failed('1'));
  await eventually(() => told.length === 1, 'a failure is told');
  appendFileSync(file, failed('2').repeat(50) + failed('3').slice(0, 20));
  await eventually(() => told.length === 51, 'many are');
  appendFileSync(file, failed('3').slice(20));
  await eventually(() => told.at(-1)?.name === '3', 'also one that came in two halves');
  await eventually(() => statSync(file).size === 0, 'the log is cut');
  appendFileSync(file, failed('4'));
  await eventually(() => told.at(-1)?.name === '4', 'and followed on');
  expect(told.map(({ name }) => name)).not.toContain('before');
  await log.stop();
  rmSync(folder, { recursive: true });
});
