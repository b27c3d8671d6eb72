import type { MicrophoneFault } from './microphone.ts';
import { answerWork, type CallWork, type Change, callWork, type LineParts, type Memory, talkWork, textOf } from './phoneCalls.ts';
import { dialledOf, idlePhone, isEngaged, type PhoneState } from './phoneState.ts';
import type { AgentHears, PhoneLogin } from './sipAgent.ts';

export type PhoneLine = {
  readonly state: () => PhoneState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Registers, so that the number rings here. */
  readonly switchOn: () => Promise<void>;
  readonly switchOff: () => Promise<void>;
  /** It is not switched on, because it could not answer. */
  readonly fail: (fault: MicrophoneFault) => void;
  readonly call: (typed: string) => Promise<void>;
  readonly answer: () => Promise<void>;
  readonly decline: () => void;
  readonly hangUp: () => void;
  readonly mute: (isMuted: boolean) => void;
  readonly hold: (isHeld: boolean) => void;
  readonly press: (key: string) => void;
  /** Another microphone was chosen while somebody talks. */
  readonly changeMicrophone: () => Promise<void>;
  /** Asks whether the login still counts, and prolongs it; for a clock, and for when the network comes back. */
  readonly keep: () => Promise<void>;
  /** The page goes: ends the call and the registration at once. */
  readonly drop: () => void;
};

/** A phone line of this browser: one login, one call at a time, and one state that the page shows. */
export function openPhoneLine(parts: LineParts): PhoneLine {
  const memory: Memory = {
    state: idlePhone,
    login: undefined,
    agent: undefined,
    call: undefined,
    microphone: undefined,
    wish: 0,
  };
  const listeners = new Set<() => void>();
  const set = (change: Partial<PhoneState>): void => {
    memory.state = { ...memory.state, ...change };
    for (const listener of listeners) listener();
  };
  const line = lineWork(parts, memory, set);
  return {
    ...line,
    state: () => memory.state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function lineWork(parts: LineParts, memory: Memory, set: Change) {
  const calls = callWork(parts, memory, set);
  const drop = (): void => {
    const { agent } = memory;
    memory.agent = undefined;
    memory.login = undefined;
    memory.wish += 1;
    agent?.stop();
    calls.finish({ kind: 'none' });
  };
  const switchOn = async (): Promise<void> => {
    drop();
    const { wish } = memory;
    set({ connection: 'connecting', call: { kind: 'none' } });
    try {
      const login = await parts.open();
      if (memory.wish === wish) await connect(login);
      // Switched off meanwhile: this login came after it was given back.
      else await parts.close?.();
    } catch (error) {
      if (memory.wish !== wish) return;
      drop();
      set({ connection: 'off', call: { kind: 'problem', message: textOf(error) } });
    }
  };
  const keep = async (): Promise<void> => {
    const { login } = memory;
    if (!login || !parts.keep) return;
    // Nobody ended it: this device slept. It begins again by itself.
    if (Date.parse(login.expiresAt) <= parts.now()) return switchOn();
    const until = await parts.keep(login.username).catch(() => login.expiresAt);
    if (memory.login?.username !== login.username) return;
    if (until === undefined) {
      drop();
      set({ connection: 'withdrawn' });
    } else memory.login = { ...login, expiresAt: until };
  };
  const connect = connecting(parts, memory, { set, keep, calls });
  const switchOff = async (): Promise<void> => {
    drop();
    set({ connection: 'off', call: { kind: 'none' } });
    await parts.close?.();
  };
  const fail = (fault: MicrophoneFault): void => {
    drop();
    set({ connection: 'off', call: { kind: 'fault', fault } });
  };
  const call = calling(parts, memory, { set, connect, calls });
  return { switchOn, switchOff, fail, call, keep, drop, ...answerWork(memory, set, calls), ...talkWork(parts, memory, set) };
}

type Connecting = { readonly set: Change; readonly keep: () => Promise<void>; readonly calls: CallWork };

/** Opens the agent of a login, and hears it as long as the login is ours. */
function connecting(parts: LineParts, memory: Memory, { set, keep, calls }: Connecting) {
  const doesRegister = parts.keep !== undefined;
  return async (login: PhoneLogin): Promise<void> => {
    memory.login = login;
    const isCurrent = () => memory.login?.username === login.username;
    const hears: AgentHears = {
      connected: () => undefined,
      registered: () => isCurrent() && set({ connection: 'ready' }),
      disconnected: () => {
        if (!isCurrent()) return;
        if (!doesRegister) return endOneCall(parts, memory, () => calls.finish({ kind: 'ended', reason: 'noEngine' }));
        set({ connection: 'broken' });
        void keep();
      },
      refused: () => void (isCurrent() && keep()),
      incoming: calls.takeIncoming,
    };
    const agent = await parts.connect(login, { doesRegister }, hears);
    if (isCurrent()) memory.agent = agent;
    else agent.stop();
  };
}

/** A login for one call ends with it; a line that registers goes on. */
function endOneCall({ keep }: LineParts, memory: Memory, say: () => void = () => undefined): void {
  const { agent } = memory;
  if (!keep) {
    memory.agent = undefined;
    memory.login = undefined;
  }
  say();
  if (!keep) agent?.stop();
}

type Calling = { readonly set: Change; readonly connect: (login: PhoneLogin) => Promise<void>; readonly calls: CallWork };

function calling(parts: LineParts, memory: Memory, { set, connect, calls: { withMicrophone, follow, finish } }: Calling) {
  return async (typed: string): Promise<void> => {
    const dialled = dialledOf(typed);
    if (dialled === '' || isEngaged(memory.state)) return;
    set({ call: { kind: 'connecting', party: { name: '', number: dialled } } });
    await withMicrophone(async (microphone) => {
      if (!parts.keep) await connect(await parts.open());
      // Hung up before there was a call.
      if (memory.state.call.kind !== 'connecting') return endOneCall(parts, memory, () => finish(memory.state.call));
      if (!memory.agent) return finish({ kind: 'ended', reason: 'connectionLost' });
      follow(memory.agent.call(dialled, microphone), true, () => endOneCall(parts, memory));
    });
  };
}
