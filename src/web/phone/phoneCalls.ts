import type { Opened } from './microphone.ts';
import { type CallState, isEngaged, type PhoneState } from './phoneState.ts';
import type { OpenAgent, PhoneLogin, SipAgent, SipCall } from './sipAgent.ts';

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

/** All that a line remembers. A class in all but name: an open socket with a life of its own. */
export type Memory = {
  state: PhoneState;
  login: PhoneLogin | undefined;
  agent: SipAgent | undefined;
  call: SipCall | undefined;
  microphone: MediaStream | undefined;
  /** Counts what was switched on and off: an answer that comes after the next wish is nobody's. */
  wish: number;
};

export type Change = (change: Partial<PhoneState>) => void;

export type CallWork = ReturnType<typeof callWork>;

/** A call from its beginning to its end: microphone, sound, and what the other side does. */
export function callWork(parts: LineParts, memory: Memory, set: Change) {
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

/** What one does with a call that comes in. */
export function answerWork(memory: Memory, set: Change, { withMicrophone, finish }: Pick<CallWork, 'withMicrophone' | 'finish'>) {
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

/** What one does while somebody talks. */
export function talkWork(parts: LineParts, memory: Memory, set: Change) {
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

/** What an error says. */
export const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
