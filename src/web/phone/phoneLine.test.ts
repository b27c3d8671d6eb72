import { describe, expect, test } from 'vitest';
import { faultOf, type Opened } from './microphone.ts';
import type { LineParts } from './phoneCalls.ts';
import { openPhoneLine } from './phoneLine.ts';
import { dialledOf, reasonOf } from './phoneState.ts';
import type { AgentHears, CallHears, SipCall } from './sipAgent.ts';

/** The world outside: a SIP stack that notes what it is told, a microphone, a server. */
function stage(change: Partial<LineParts> = {}, doesRegister = true) {
  const told: string[] = [];
  const agents: AgentHears[] = [];
  const calls: { hears?: CallHears; call: SipCall }[] = [];
  const clock = { now: 0 };
  const logins = { count: 0 };
  const track = { stop: () => void told.push('microphone off') };
  const stream = { getTracks: () => [track] } as unknown as MediaStream;
  const newCall = (name: string, number = name): SipCall => {
    const kept: (typeof calls)[number] = { call: undefined as unknown as SipCall };
    const note = (what: string) => void told.push(`${what} ${name}`);
    kept.call = {
      party: { name: '', number },
      listen: (hears) => {
        kept.hears = hears;
      },
      answer: () => note('answer'),
      decline: () => note('decline'),
      refuseBusy: () => note('busy'),
      hangUp: () => {
        note('hang up');
        kept.hears?.ended('');
      },
      mute: (isMuted) => note(`mute ${isMuted}`),
      hold: (isHeld) => note(`hold ${isHeld}`),
      press: (key) => note(`key ${key}`),
      speakInto: async () => note('speak into'),
    };
    calls.push(kept);
    return kept.call;
  };
  const line = openPhoneLine({
    open: async () => {
      logins.count += 1;
      return { username: `web-${logins.count}`, secret: 's', expiresAt: new Date(clock.now + 900_000).toISOString() };
    },
    ...(doesRegister && { keep: async () => new Date(clock.now + 900_000).toISOString() }),
    connect: async ({ username }, { doesRegister: registers }, hears) => {
      told.push(`connect ${username}${registers ? ' and register' : ''}`);
      agents.push(hears);
      return { call: (dialled) => newCall(dialled), stop: () => void told.push(`stop ${username}`) };
    },
    microphone: async (): Promise<Opened> => ({ ok: true, stream }),
    hear: () => undefined,
    now: () => clock.now,
    ...change,
  });
  const incoming = (number: string) => {
    const call = newCall(number);
    agents.at(-1)?.incoming(call);
    return { hears: () => calls.find((one) => one.call === call)?.hears as CallHears };
  };
  const on = async () => {
    await line.switchOn();
    agents.at(-1)?.registered();
    told.length = 0;
  };
  return { line, told, agents, calls, clock, logins, incoming, on, hears: () => calls.at(-1)?.hears as CallHears };
}

describe('a line that is called', () => {
  test('a call comes in, is answered, talked on, held and hung up, and the microphone’s light goes out', async () => {
    const { line, told, on, incoming } = stage();
    await on();
    expect(line.state()).toEqual({ connection: 'ready', call: { kind: 'none' } });
    const { hears } = incoming('100002');
    expect(line.state().call).toEqual({ kind: 'incoming', party: { name: '', number: '100002' } });
    await line.answer();
    hears().talking();
    line.mute(true);
    line.hold(true);
    hears().heldByOther(true);
    line.press('5');
    expect(line.state().call).toMatchObject({ kind: 'talking', isMuted: true, isHeld: true, isHeldByOther: true });
    line.hangUp();
    expect(line.state().call).toEqual({ kind: 'ended', reason: '' });
    const talk = ['mute true 100002', 'hold true 100002', 'key 5 100002', 'hang up 100002'];
    expect(told).toEqual(['answer 100002', ...talk, 'microphone off']);
  });
  test('a second call is refused as busy, and the first goes on', async () => {
    const { line, told, on, incoming } = stage();
    await on();
    const first = incoming('100002');
    incoming('100003');
    await line.answer();
    first.hears().talking();
    incoming('100004');
    expect(told).toEqual(['busy 100003', 'answer 100002', 'busy 100004']);
    expect(line.state().call).toMatchObject({ kind: 'talking', party: { number: '100002' } });
  });
  test('declined, it rings on elsewhere; given up by the caller, nothing is left to read', async () => {
    const { line, told, on, incoming } = stage();
    await on();
    incoming('100002');
    line.decline();
    expect([told, line.state().call]).toEqual([['decline 100002'], { kind: 'none' }]);
    incoming('100003').hears().ended('');
    expect(line.state().call).toEqual({ kind: 'none' });
  });
  test('a caller who gives up while the browser asks for the microphone leaves no microphone open', async () => {
    let allow: (opened: Opened) => void = () => undefined;
    const asked = new Promise<Opened>((resolve) => {
      allow = resolve;
    });
    const off: string[] = [];
    const stream = { getTracks: () => [{ stop: () => off.push('off') }] } as unknown as MediaStream;
    const { line, told, on, incoming } = stage({ microphone: () => asked });
    await on();
    const { hears } = incoming('100002');
    const answering = line.answer();
    hears().ended('');
    allow({ ok: true, stream });
    await answering;
    expect([told, off]).toEqual([[], ['off']]);
    expect(line.state().call.kind).toBe('ended');
  });
  test('no microphone: the call is let go, and the state says what is wrong', async () => {
    const { line, told, on, incoming } = stage({ microphone: async () => ({ ok: false, fault: 'denied' }) });
    await on();
    incoming('100002');
    await line.answer();
    expect(line.state().call).toEqual({ kind: 'fault', fault: 'denied' });
    expect(told).toEqual(['hang up 100002']);
  });
});

describe('a line whose connection breaks', () => {
  test('it says so, a call goes on meanwhile, and it is ready again by itself', async () => {
    const { line, agents, on, incoming } = stage();
    await on();
    const { hears } = incoming('100002');
    await line.answer();
    hears().talking();
    agents[0]?.disconnected();
    expect(line.state()).toMatchObject({ connection: 'broken', call: { kind: 'talking' } });
    agents[0]?.registered();
    expect(line.state()).toMatchObject({ connection: 'ready', call: { kind: 'talking' } });
  });
  test.each(['disconnected', 'refused'] as const)('%s: a login that was withdrawn is not tried again', async (how) => {
    const { line, told, agents, on } = stage({ keep: async () => undefined });
    await on();
    agents[0]?.[how]();
    await line.keep();
    expect(line.state().connection).toBe('withdrawn');
    expect(told).toEqual(['stop web-1']);
  });
  test('nobody can be asked: the login counts on', async () => {
    const { line, on } = stage({ keep: () => Promise.reject(new Error('offline')) });
    await on();
    await line.keep();
    expect(line.state().connection).toBe('ready');
  });
  test('a device that slept for longer than its login lasts gets a new one by itself', async () => {
    const { line, told, clock, on } = stage();
    await on();
    clock.now += 899_000;
    await line.keep();
    expect(told).toEqual([]);
    clock.now += 901_000;
    await line.keep();
    expect(told).toEqual(['stop web-1', 'connect web-2 and register']);
  });
  test('what the server says to a login that it does not give stands on the page', async () => {
    const { line } = stage({ open: () => Promise.reject(new Error('This phone is switched off.')) });
    await line.switchOn();
    expect(line.state()).toEqual({ connection: 'off', call: { kind: 'problem', message: 'This phone is switched off.' } });
  });
  test('switched off while it connects, it is off', async () => {
    const { line, told } = stage();
    const switching = line.switchOn();
    await line.switchOff();
    await switching;
    expect(line.state()).toEqual({ connection: 'off', call: { kind: 'none' } });
    expect(told.filter((one) => one.startsWith('connect')).length).toBe(told.filter((one) => one.startsWith('stop')).length);
  });
});

describe('a line for one call', () => {
  test('its login begins and ends with the call', async () => {
    const { line, told, hears } = stage({}, false);
    await line.call(' (02) 9999-0000 ');
    expect(told).toEqual(['connect web-1']);
    hears().ringing(false);
    expect(line.state().call).toMatchObject({ kind: 'ringing', party: { number: '0299990000' } });
    hears().talking();
    line.hangUp();
    expect(line.state().call).toEqual({ kind: 'ended', reason: '' });
    expect(told.slice(1)).toEqual(['hang up 0299990000', 'microphone off', 'stop web-1']);
  });
  test('the reason of a call that failed is kept, and the panel that is away is named', async () => {
    const busy = stage({}, false);
    await busy.line.call('100002');
    busy.hears().ended('busy');
    expect(busy.line.state().call).toEqual({ kind: 'ended', reason: 'busy' });
    const away = stage({}, false);
    await away.line.call('100002');
    away.agents[0]?.disconnected();
    expect(away.line.state().call).toEqual({ kind: 'ended', reason: 'noEngine' });
  });
  test('nothing that can be dialled calls nobody, and one call at a time', async () => {
    const { line, told, hears } = stage({}, false);
    await line.call('abc');
    expect(told).toEqual([]);
    await line.call('100002');
    hears().talking();
    await line.call('100003');
    expect(told).toEqual(['connect web-1']);
  });
});

test.each([
  ['Busy', 'busy'],
  ['Rejected', 'refused'],
  ['Canceled', ''],
  ['Terminated', ''],
  ['RTP Timeout', 'connectionLost'],
  ['SIP Failure Code', 'refused'],
])('JsSIP’s %s is %j', (cause, reason) => expect(reasonOf(cause)).toBe(reason));
test.each([
  ['NotAllowedError', 'denied'],
  ['NotFoundError', 'missing'],
  ['NotReadableError', 'busy'],
  ['TypeError', 'broken'],
])('a microphone’s %s is %s', (name, fault) => expect(faultOf(name)).toBe(fault));
test('people write numbers in their own way', () => expect(dialledOf('+61 (0)2-9999 0000 #1*')).toBe('+610299990000#1*'));
