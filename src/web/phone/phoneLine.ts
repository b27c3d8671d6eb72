import type { MicrophoneFault, Opened } from './microphone.ts';
import { type CallState, dialledOf, idlePhone, isEngaged, type PhoneState } from './phoneState.ts';
import type { AgentHears, OpenAgent, PhoneLogin, SipAgent, SipCall } from './sipAgent.ts';

/** What a line needs of the world. */
export type LineParts = {
  /** Fetches a login. Throws what the server says. */
  readonly open: () => Promise<PhoneLogin>;
  /** Prolongs the login and answers until when; undefined = it has been withdrawn. Throws while nobody can be asked. Absent = one call only. */
  readonly keep?: (username: string) => Promise<string | undefined>;
  /** Gives the login back. */
  readonly close?: () => Promise<unknown>;
  readonly connect: OpenAgent;
  readonly microphone: () => Promise<Opened>;
  /** Where the other side is heard; undefined = nobody any more. */
  readonly hear: (sound: MediaStream | undefined) => void;
  readonly now: () => number;
};

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

/** All that a line remembers. A class in all but name: an open socket with a life of its own. */
type Memory = {
  state: PhoneState;
  login: PhoneLogin | undefined;
  agent: SipAgent | undefined;
  call: SipCall | undefined;
  microphone: MediaStream | undefined;
  /** Counts what was switched on and off: an answer that comes after the next wish is nobody's. */
  wish: number;
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

type Set = (change: Partial<PhoneState>) => void;

function lineWork(parts: LineParts, memory: Memory, set: Set) {
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

type Connecting = { readonly set: Set; readonly keep: () => Promise<void>; readonly calls: CallWork };

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

type Calling = { readonly set: Set; readonly connect: (login: PhoneLogin) => Promise<void>; readonly calls: CallWork };

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

type CallWork = ReturnType<typeof callWork>;

function callWork(parts: LineParts, memory: Memory, set: Set) {
  const finish = (call: CallState): void => {
    const { call: current, microphone } = memory;
    memory.call = undefined;
    memory.microphone = undefined;
    // The light of the microphone goes out with the call.
    for (const track of microphone?.getTracks() ?? []) track.stop();
    parts.hear(undefined);
    current?.hangUp();
    if (isEngaged(memory.state) || call.kind !== 'none') set({ call });
  };
  const withMicrophone = async (work: (microphone: MediaStream) => Promise<void> | void): Promise<void> => {
    try {
      const opened = await parts.microphone();
      if (!opened.ok) return finish({ kind: 'fault', fault: opened.fault });
      memory.microphone = opened.stream;
      await work(opened.stream);
    } catch (error) {
      finish({ kind: 'problem', message: textOf(error) });
    }
  };
  const follow = (call: SipCall, isOutgoing: boolean, afterwards: () => void = () => undefined): void => {
    memory.call = call;
    const isCurrent = () => memory.call === call;
    call.listen({
      ringing: (isHeard) => {
        const { kind } = memory.state.call;
        if (isCurrent() && isOutgoing && (kind === 'connecting' || kind === 'ringing'))
          set({ call: { kind: 'ringing', party: call.party, isHeard } });
      },
      talking: () => isCurrent() && set({ call: talkingWith(call, parts.now()) }),
      heldByOther: (isHeldByOther) => {
        const { call: now } = memory.state;
        if (isCurrent() && now.kind === 'talking') set({ call: { ...now, isHeldByOther } });
      },
      heard: (sound) => isCurrent() && parts.hear(sound),
      ended: (reason) => {
        if (!isCurrent()) return;
        memory.call = undefined;
        // A caller who gave up, or somebody else who answered: nothing that must be read.
        finish(memory.state.call.kind === 'incoming' ? { kind: 'none' } : { kind: 'ended', reason });
        afterwards();
      },
    });
  };
  const takeIncoming = (call: SipCall): void => {
    if (isEngaged(memory.state)) call.refuseBusy();
    else {
      follow(call, false);
      set({ call: { kind: 'incoming', party: call.party } });
    }
  };
  return { finish, withMicrophone, follow, takeIncoming };
}

function answerWork(memory: Memory, set: Set, { withMicrophone, finish }: Pick<CallWork, 'withMicrophone' | 'finish'>) {
  return {
    answer: async (): Promise<void> => {
      const { call } = memory;
      if (!call || memory.state.call.kind !== 'incoming') return;
      set({ call: { kind: 'connecting', party: call.party } });
      await withMicrophone((microphone) => {
        // The caller may have given up while the browser asked.
        if (memory.call === call) call.answer(microphone);
        else finish(memory.state.call.kind === 'connecting' ? { kind: 'ended', reason: '' } : memory.state.call);
      });
    },
    decline: (): void => {
      const { call } = memory;
      if (!call || memory.state.call.kind !== 'incoming') return;
      memory.call = undefined;
      call.decline();
      finish({ kind: 'none' });
    },
    hangUp: (): void => {
      // The call itself says that it has ended; before there is one, nothing has to be ended but the wish.
      if (memory.call) memory.call.hangUp();
      else if (isEngaged(memory.state)) finish({ kind: 'ended', reason: '' });
    },
  };
}

function talkWork(parts: LineParts, memory: Memory, set: Set) {
  const change = (changed: { readonly isMuted?: boolean; readonly isHeld?: boolean }): void => {
    const { call } = memory.state;
    if (call.kind === 'talking') set({ call: { ...call, ...changed } });
  };
  return {
    mute: (isMuted: boolean): void => {
      memory.call?.mute(isMuted);
      change({ isMuted });
    },
    hold: (isHeld: boolean): void => {
      memory.call?.hold(isHeld);
      change({ isHeld });
    },
    press: (key: string): void => memory.call?.press(key),
    changeMicrophone: async (): Promise<void> => {
      const { call } = memory;
      if (!call || memory.state.call.kind !== 'talking') return;
      const opened = await parts.microphone();
      if (!opened.ok || memory.call !== call) return;
      const before = memory.microphone;
      memory.microphone = opened.stream;
      await call.speakInto(opened.stream);
      for (const track of before?.getTracks() ?? []) track.stop();
      const { call: now } = memory.state;
      if (now.kind === 'talking' && now.isMuted) call.mute(true);
    },
  };
}

const talkingWith = ({ party }: SipCall, now: number): CallState => ({
  ...{ kind: 'talking', party, since: new Date(now) },
  ...{ isMuted: false, isHeld: false, isHeldByOther: false },
});

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
