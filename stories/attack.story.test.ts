import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { iaxFrames, renumber } from '../simulation/iaxTorture.ts';
import { mutate } from '../simulation/mutate.ts';
import { pick, seedAndRounds, seededRandom } from '../simulation/random.ts';
import { tortureMessages } from '../simulation/sipTorture.ts';
import { listBans } from '../src/http/contract/bans.ts';
import { hangUpCall } from '../src/http/contract/liveCalls.ts';
import { listPhones } from '../src/http/contract/phones.ts';
import { freePort } from '../src/supervisor/freePort.ts';
import { hasAsterisk, type Instance, startInstance } from '../src/testing/instance.ts';
import { becomeOperator, type Customer, type Operator } from '../src/testing/operator.ts';
import { eventually } from '../src/testing/phones/eventually.ts';
import { openIaxProbe } from '../src/testing/phones/iaxProbe.ts';
import { type Media, openMedia } from '../src/testing/phones/media.ts';
import { openSipProbe, type SipProbe, type SipTransport } from '../src/testing/phones/sipProbe.ts';
import { mediaPort, registerPhone, type Sipp, startSipp } from '../src/testing/phones/sipp.ts';
import { findTool } from '../src/testing/tools.ts';

const { seed, rounds } = seedAndRounds(1);
/** The full form measures as well, on a machine that does nothing else (quality.md i). */
const isFull = process.env.ROUNDS !== undefined;
const random = seededRandom(seed);
const figures: string[] = [];
const own = '127.0.0.1';

describe.skipIf(findTool('sipp') === null || !hasAsterisk())('attacks on an instance that carries a call (quality.md i)', () => {
  let instance: Instance;
  let operator: Operator;
  let customer: Customer;
  let carrier: Sipp;
  let caller: Sipp;
  let asterisk: number;
  let stranger: SipProbe;
  const sounds: readonly [{ media?: Media }, { media?: Media }] = [{}, {}];
  beforeAll(async () => {
    instance = await startInstance();
    operator = await becomeOperator(instance, [{ prefix: '61', destination: 'Australia', price: '0.60' }]);
    for (const side of sounds) side.media = await openMedia();
    const words = (side: 0 | 1) => ({ media: sounds[side].media?.port ?? 9 });
    carrier = await startSipp({ scenario: 'answer', calls: 10, timeoutSeconds: 3600, words: words(0) });
    const routeId = await operator.addRoute('Carrier', [await operator.addProvider('Carrier', own, carrier.port)]);
    customer = await operator.addCustomer({ lastName: 'Calling', routeId, money: '50.00' });
    asterisk = instance.pid('asterisk');
    stranger = await openSipProbe({ server: instance.sipPort });
    const phone = { number: customer.number, secret: customer.secret };
    await registerPhone(phone, instance.sipPort, await freePort(own, ['udp']), 3600);
    caller = await startSipp({
      scenario: 'call-until-cut',
      timeoutSeconds: 3600,
      phone,
      server: instance.sipPort,
      words: { dialled: '0299990000', ...words(1) },
    });
    await eventually(
      async () => (await operator.liveCalls()).some(({ answeredAt }) => answeredAt !== undefined),
      'the call is up',
    );
    // A side that is silent for a minute would be hung up.
    for (const [side, sipp] of [
      [sounds[0], carrier],
      [sounds[1], caller],
    ] as const) {
      await eventually(() => mediaPort(sipp.messages()) !== undefined, 'SIPp has written where sound goes');
      side.media?.speak(mediaPort(sipp.messages()) ?? 9, 440);
    }
  });
  afterAll(async () => {
    if (figures.length > 0) process.stdout.write(`\n${figures.join('\n')}\n`);
    stranger?.close();
    for (const { media } of sounds) media?.stop();
    await Promise.all([caller?.stop(), carrier?.stop()]);
    await instance?.stop();
  });

  /** A stranger is asked for credentials: SIP lives. From this machine's own address, which is never banned. */
  const answers = async (transport: SipTransport = 'udp') => {
    const server = transport === 'ws' ? instance.ports.websocket : instance.sipPort;
    const probe = await openSipProbe({ server, transport, patienceMilliseconds: 2000 });
    const answer = await probe.ask('OPTIONS', '100009');
    probe.close();
    return answer?.startsWith('SIP/2.0 401') ?? false;
  };
  const iaxAnswers = async () => {
    const probe = await openIaxProbe({ server: instance.iaxPort, patienceMilliseconds: 2000 });
    const heard = await probe.logIn('register', '100009', 'x');
    probe.close();
    return heard.at(-1) === 'regrej';
  };
  const lives = async () => {
    for (const transport of ['udp', 'tcp', 'ws'] as const)
      await eventually(() => answers(transport), `SIP answers over ${transport}`);
    await eventually(iaxAnswers, 'IAX2 answers');
    expect(instance.pid('asterisk'), 'Asterisk is the one that was started').toBe(asterisk);
  };
  const sendSip = async (transport: SipTransport, messages: readonly Buffer[]) => {
    if (transport === 'udp') for (const message of messages) await stranger.send(message);
    const server = transport === 'ws' ? instance.ports.websocket : instance.sipPort;
    // What was not understood may end a connection: one for each message.
    for (const message of transport === 'udp' ? [] : messages) {
      const probe = await openSipProbe({ server, transport });
      await probe.send(message);
      probe.close();
    }
  };
  let sound: readonly Buffer[] = [];
  beforeAll(() => {
    const via = `SIP/2.0/UDP ${own}:${stranger.port}`;
    sound = tortureMessages.map(({ text }) => Buffer.from(text.replace(/(?<=UDP\s+)@/, `${own}:${stranger.port}`), 'latin1'));
    expect(sound.filter((message) => message.includes(via)).length).toBeGreaterThan(40);
  });

  it('survives every message of RFC 4475, over UDP, TCP and websockets', async () => {
    expect(new Set(tortureMessages.map(({ name }) => name)).size).toBe(49);
    for (const transport of ['udp', 'tcp', 'ws'] as const) await sendSip(transport, sound);
    await lives();
    // They were read: requests that can be answered are, mostly with a challenge or a refusal.
    const answered = stranger.heard().filter((text) => /^SIP\/2\.0 [2-6]/.test(text));
    expect(answered.length).toBeGreaterThan(10);
    figures.push(`RFC 4475: ${tortureMessages.length} messages × 3 transports, ${answered.length} answers over UDP, 0 deaths`);
  });

  it('survives messages and frames that were changed by chance', async () => {
    const [many, few] = isFull ? [1000, 200] : [200, 40];
    const changed = (from: readonly Buffer[], count: number) =>
      Array.from({ length: count }, () => mutate(random, from[pick(random, from.length)] ?? Buffer.alloc(0), from));
    for (let round = 0; round < rounds; round += 1) {
      await sendSip('udp', changed(sound, many));
      await sendSip('tcp', changed(sound, few));
      await sendSip('ws', changed(sound, few));
      const probe = await openIaxProbe({ server: instance.iaxPort });
      for (const frame of [...iaxFrames, ...changed(iaxFrames, many)]) await probe.send(renumber(random, frame));
      probe.close();
      await lives();
    }
    figures.push(
      `${rounds} rounds, seed ${seed}: ${rounds * (many + 2 * few)} changed SIP messages, ${rounds * many} changed IAX2 frames, 0 deaths`,
    );
  });

  it('bans who guesses, at every door', async () => {
    const sip = await openSipProbe({ server: instance.sipPort, address: '127.0.0.61' });
    await guess('SIP', async (tries) =>
      (await sip.logIn('REGISTER', customer.number, `guess ${tries}`))?.startsWith('SIP/2.0 401'),
    );
    sip.close();
    const iax = await openIaxProbe({ server: instance.iaxPort, address: '127.0.0.62' });
    await guess('IAX2', async (tries) => (await iax.logIn('register', customer.number, `guess ${tries}`)).includes('regauth'));
    iax.close();
    const body = (name: string) => (tries: number) =>
      JSON.stringify({ [name]: 'olive@example.org', password: `guess number ${tries}` });
    await guess('panel', (tries) => isAsked(instance, '127.0.0.63', '/session', body('userName')(tries)));
    await guess('portal', (tries) => isAsked(instance, '127.0.0.64', '/portal/session', body('email')(tries)));
    await guess('API key', (tries) => isAsked(instance, '127.0.0.65', '/bans', undefined, `vsp_${'x'.repeat(30)}${tries}`));
    const { items } = await operator.api.call(listBans, { query: { state: 'in_force' } });
    expect(items.map(({ network }) => network).sort()).toEqual(['127.0.0.61', '127.0.0.62']);
  });

  it('and the call that went on through all this is charged once; the phone is still registered', async () => {
    const [live] = await operator.liveCalls();
    if (live === undefined) {
      const ended = JSON.stringify(await operator.callsOf(customer, 1));
      const last = (sipp: Sipp) =>
        sipp
          .messages()
          .slice(-3)
          .map(({ isSent, text }) => `${isSent ? '>' : '<'} ${text}`)
          .join('\n');
      throw new Error(`The call has ended: ${ended}\ncaller\n${last(caller)}\ncarrier\n${last(carrier)}`);
    }
    expect((await operator.api.call(listPhones, { params: { id: customer.id } })).items).toMatchObject([
      { registrations: [{ protocol: 'sip' }] },
    ]);
    await operator.api.call(hangUpCall, { params: { callId: live.callId } });
    await caller.finished;
    const finished = await operator.callsOf(customer, 1, 60_000);
    expect(finished).toMatchObject([{ callId: live.callId, outcome: 'answered', isEstimated: false }]);
    const { posted, held } = await operator.balance(customer);
    expect([posted, held]).toEqual([(50 - Number(finished[0]?.charge)).toFixed(2), '0.00']);
    expect(Number(finished[0]?.charge)).toBeGreaterThan(0);
  });

  it.runIf(isFull)('answers as fast for numbers that exist as for others', async () => {
    const probe = await openSipProbe({ server: instance.sipPort });
    const took: Record<string, number[]> = { known: [], unknown: [] };
    for (let asked = 0; asked < 2000; asked += 1) {
      const kind = pick(random, 2) === 0 ? 'known' : 'unknown';
      const begin = performance.now();
      await probe.ask('REGISTER', kind === 'known' ? customer.number : '100009');
      took[kind]?.push(performance.now() - begin);
    }
    probe.close();
    for (const [kind, times] of Object.entries(took)) {
      const sorted = times.sort((a, b) => a - b);
      const at = (share: number) => sorted[Math.floor(sorted.length * share)]?.toFixed(2);
      figures.push(
        `answers for a number that is ${kind}: p10 ${at(0.1)} ms, p50 ${at(0.5)} ms, p90 ${at(0.9)} ms (${sorted.length})`,
      );
    }
  });
});

/** Tries until nobody looks at it any more; who may go on for a minute is not kept out. */
async function guess(door: string, isLookedAt: (tries: number) => Promise<boolean | undefined>): Promise<void> {
  const begin = performance.now();
  let tries = 0;
  while (await isLookedAt(tries)) {
    tries += 1;
    if (performance.now() - begin > 60_000) throw new Error(`${door}: ${tries} guesses in a minute, and nobody minds`);
  }
  const seconds = (performance.now() - begin) / 1000;
  figures.push(`${door}: kept out after ${tries} guesses, ${seconds.toFixed(2)} s`);
  if (isFull) expect(tries <= 5 || seconds <= 10, `${door}: ${tries} guesses, ${seconds} s`).toBe(true);
}

/** Sends a request from an address; true while its credentials are looked at (401), false once it has to wait (429). */
function isAsked(instance: Instance, localAddress: string, path: string, body?: string, key?: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${instance.panelUrl}/api/v1${path}`,
      {
        localAddress,
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(key !== undefined && { authorization: `Bearer ${key}` }),
        },
      },
      (answer) => {
        answer.resume();
        if (answer.statusCode !== 401 && answer.statusCode !== 429) reject(new Error(`${path}: ${answer.statusCode}`));
        resolve(answer.statusCode === 401);
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
