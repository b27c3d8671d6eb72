import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Trunk } from '../../core/calls/call.ts';
import { dialString, writeTrunks } from './trunks.ts';

const trunk: Trunk = {
  providerId: 3n,
  protocol: 'sip',
  host: 'sip.example.net',
  port: 5060,
  username: 'acct',
  secret: 's;e:c@r',
  doesRegister: true,
};
const none = { numbers: [] };

test('a SIP provider with a user name registers and answers challenges; its secret is written so that Asterisk reads it whole', () => {
  const text = writeTrunks([trunk], none)['pjsip_providers.conf'];
  expect(text).toContain('contact=sip:sip.example.net:5060\n');
  expect(text).toContain('password=s\\;e:c@r\n');
  expect(text).toContain('outbound_auth=provider-3\n');
  expect(text).toContain('client_uri=sip:acct@sip.example.net:5060\n');
  expect(text).toContain('identify_by=ip\n');
});

test('without a user name there is nothing to register with', () => {
  const text = writeTrunks([{ ...trunk, username: '', secret: '' }], none)['pjsip_providers.conf'];
  expect(text).not.toMatch(/type=auth|type=registration|from_user/);
});

test('each protocol has its dial string', () => {
  expect(dialString('sip', 3n, '61')).toBe('PJSIP/61@provider-3');
  expect(dialString('iax', 3n, '61')).toBe('IAX2/provider-3/61');
  expect(dialString('test', 3n, '61')).toBe('Local/61@test-carrier/n');
});

test('the switch itself can dial emergency numbers, and only numbers', () => {
  const call = { providerId: 3n, number: (dialled: string) => `61${dialled}` };
  const text = writeTrunks([trunk], { numbers: ['000', '1;rm'], trunk: call })['providers_dialplan.conf'];
  expect(text).toContain('exten => 000,1,Set(PLAN=ok^120^7200^PJSIP/61000@provider-3^$');
  expect(text).not.toContain('rm');
  expect(writeTrunks([], { numbers: ['000'], trunk: call })['providers_dialplan.conf']).toBe('[emergency]\n');
});

test('no setting of a provider can add a line', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('sip', 'iax'),
      (host, username, secret, protocol) => {
        let files: ReturnType<typeof writeTrunks>;
        try {
          files = writeTrunks([{ ...trunk, protocol, host, username, secret }], none);
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
          return;
        }
        const plain = writeTrunks(
          [{ ...trunk, protocol, host: 'h', username: username === '' ? '' : 'u', secret: secret === '' ? '' : 's' }],
          none,
        );
        const lines = (text: string) => text.split(/[\r\n]/).length;
        expect(lines(files['pjsip_providers.conf'])).toBe(lines(plain['pjsip_providers.conf']));
        expect(lines(files['iax_providers.conf'])).toBe(lines(plain['iax_providers.conf']));
      },
    ),
    { numRuns: 20_000 },
  );
});
