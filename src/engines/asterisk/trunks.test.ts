import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Trunk } from '../../core/calls/call.ts';
import { writeTrunks } from './trunks.ts';

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

test('each protocol has its dial string; the emergency numbers have a call of their own', () => {
  const trunks: Trunk[] = [trunk, { ...trunk, providerId: 4n, protocol: 'iax' }, { ...trunk, providerId: 5n, protocol: 'test' }];
  const text = writeTrunks(trunks, { numbers: ['000', '1;rm'], trunk: { providerId: 4n, number: (dialled) => `61${dialled}` } })[
    'providers_dialplan.conf'
  ];
  expect(text).toContain(`exten => 3,1,Set(TARGET=PJSIP/$\{ARG1}@provider-3)`);
  expect(text).toContain('Set(TARGET=IAX2/provider-4/');
  expect(text).toContain('@test-carrier/n)');
  expect(text).toContain('exten => 000,1,Set(PLAN=ok^120^7200^p~4~61000~)');
  expect(text).not.toContain('rm');
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
