import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { messagesFolder } from '../src/engines/asterisk/configuration.ts';
import * as features from '../src/http/contract/phoneFeatures.ts';
import * as phones from '../src/http/contract/phones.ts';
import * as recordings from '../src/http/contract/recordings.ts';
import { hasAsterisk, type Instance, startInstance } from '../src/testing/instance.ts';
import { becomeOperator, type Customer, type Operator } from '../src/testing/operator.ts';
import { type Baresip, startBaresip } from '../src/testing/phones/baresip.ts';
import { eventually } from '../src/testing/phones/eventually.ts';
import { toneLoudness } from '../src/testing/phones/media.ts';
import { type Sipp, startSipp } from '../src/testing/phones/sipp.ts';
import { findTool } from '../src/testing/tools.ts';

const isPossible = hasAsterisk() && findTool('baresip') !== null && findTool('sipp') !== null;

describe.skipIf(!isPossible)('recording, message lamp and encryption in the whole product', () => {
  let instance: Instance;
  let operator: Operator;
  let ann: Customer;
  let bob: Customer;
  let annPhone: Baresip;
  const stops: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    instance = await startInstance();
    operator = await becomeOperator(instance, [{ prefix: '61', destination: 'Australia', price: '0.06' }]);
    const routeId = await operator.addRoute('All', [await operator.addProvider('Test', '', 1, 'test')]);
    ann = await operator.addCustomer({ lastName: 'Ann', routeId, money: '10', protocol: 'sip' });
    bob = await operator.addCustomer({ lastName: 'Bob', routeId, money: '10', protocol: 'sip' });
    const safety = { recordingMode: 'outgoing', recordingAnnouncement: null, requiresEncryption: true } as const;
    await operator.api.call(recordings.changePhoneSafety, { params: { id: await phoneId(ann) }, body: safety });
    annPhone = await startBaresip(ann, instance.ports.sips, 440, { isEncrypted: true });
    stops.push(annPhone.stop);
  });
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
    await instance?.stop();
  });
  const phoneId = async ({ id }: Customer) => (await operator.api.call(phones.listPhones, { params: { id } })).items[0]?.id ?? '';

  test('an encrypted phone calls, both are told, and staff hear both voices of the recording', async () => {
    const [shown] = (await operator.api.call(phones.listPhones, { params: { id: ann.id } })).items;
    expect(shown?.registrations).toMatchObject([{ protocol: 'sip', isEncrypted: true }]);
    const bobPhone = await startBaresip(bob, instance.sipPort, 700);
    annPhone.dial(bob.number);
    await eventually(() => toneLoudness(bobPhone.heard(), 440) > 0.1 && toneLoudness(annPhone.heard(), 700) > 0.1, 'they talk');
    annPhone.hangUp();
    await bobPhone.stop();
    const list = async () => (await operator.api.call(recordings.listRecordings, { query: { accountId: ann.id } })).items;
    await eventually(async () => (await list()).length === 1, 'the recording is listed');
    const [recording] = await list();
    expect(recording).toMatchObject({ kind: 'caller', ownNumber: ann.number, otherNumber: bob.number });
    const [call] = await operator.callsOf(ann, 1);
    expect(recording?.callId).toBe(call?.callId);
    const samples = await soundOf(recording?.id ?? '');
    expect(toneLoudness(samples, 440)).toBeGreaterThan(0.05);
    expect(toneLoudness(samples, 700)).toBeGreaterThan(0.05);
  });

  async function soundOf(id: string): Promise<Float64Array> {
    const file = await operator.api.bytes(recordings.listenToRecording, { params: { id } });
    const bytes = file.subarray(44);
    return Float64Array.from({ length: Math.floor(bytes.length / 2) }, (_, at) => bytes.readInt16LE(at * 2) / 32_768);
  }

  test('a message lights the lamp of the phone, and removing it in the panel puts it out', async () => {
    const nobody = { to: 'nobody', number: '' } as const;
    const voicemail = { to: 'voicemail', number: '' } as const;
    const forwarding = { always: voicemail, busy: nobody, noAnswer: nobody, unreachable: nobody, ringSeconds: 20 };
    const body = { forwarding, voicemail: { isOn: true, email: '', pin: '4711' } };
    await operator.api.call(features.changePhoneFeatures, { params: { id: await phoneId(bob) }, body });
    const lamp = await startSipp({
      scenario: 'register-and-watch',
      phone: bob,
      server: instance.sipPort,
      words: { expires: 300 },
    });
    stops.push(lamp.stop);
    const established = () => annPhone.events().filter((one) => one === 'CALL_ESTABLISHED').length;
    const callsBefore = established();
    annPhone.dial(bob.number);
    const messages = async () => (await operator.api.call(features.listMessages, { params: { id: bob.id } })).items;
    await eventually(() => established() > callsBefore, 'voicemail answers');
    const folder = messagesFolder(join(instance.data, 'asterisk'));
    const written = () => readdirSync(folder).map((name) => statSync(join(folder, name)).size);
    await eventually(() => written().some((bytes) => bytes > 48_000), 'she speaks for three seconds after the greeting');
    annPhone.hangUp();
    await eventually(async () => (await messages()).length === 1, 'the message is there');
    await eventually(() => told(lamp).at(-1) === '1/0', 'the lamp is lit');
    await operator.api.call(features.removeMessage, { params: { id: (await messages())[0]?.id ?? '' } });
    await eventually(() => told(lamp).at(-1) === '0/0', 'the lamp is out');
  });
});

/** What the phone's lamp was told: new/old. */
const told = (sipp: Sipp): readonly string[] =>
  sipp.messages().flatMap(({ isSent, text }) => (isSent ? [] : (/^Voice-Message: (\d+\/\d+)/m.exec(text)?.[1] ?? [])));
