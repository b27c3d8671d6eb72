import type { UA } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession.js';
import { useEffect, useRef, useState } from 'react';
import { phoneSocketPath } from '../../http/contract/calls.ts';

/** A login that lasts for a short while (POST /browser-phones). */
export type PhoneLogin = { readonly username: string; readonly secret: string };

/** What the phone is doing. `why` is a sentence, empty when the call simply ended. */
export type PhoneState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting' | 'ringing' }
  | { readonly kind: 'talking'; readonly since: Date }
  | { readonly kind: 'ended'; readonly why: string };

export type BrowserPhoneHandle = {
  readonly state: PhoneState;
  readonly isMuted: boolean;
  readonly call: (dialled: string) => Promise<void>;
  readonly hangUp: () => void;
  readonly mute: (isMuted: boolean) => void;
  /** Sends digits as tones (RFC 4733). */
  readonly press: (key: string) => void;
  /** Where the other side is heard. */
  readonly sound: React.RefObject<HTMLAudioElement | null>;
};

type Line = { readonly agent: UA; readonly session: RTCSession };

/** One call at a time from this browser: SIP over the panel's own websocket, sound by WebRTC. `open` fetches a login. */
export function useBrowserPhone(open: () => Promise<PhoneLogin>): BrowserPhoneHandle {
  const [state, setState] = useState<PhoneState>({ kind: 'idle' });
  const [isMuted, setIsMuted] = useState(false);
  const sound = useRef<HTMLAudioElement | null>(null);
  const line = useRef<Line | undefined>(undefined);
  const isOver = useRef(true);
  const finish = (why: string) => {
    // Stopping the agent ends its sessions once more; only the first word counts.
    if (isOver.current) return;
    isOver.current = true;
    const { agent } = line.current ?? {};
    line.current = undefined;
    agent?.stop();
    setIsMuted(false);
    setState({ kind: 'ended', why });
  };
  useEffect(() => {
    // Ends the call with the page, also when it is closed or loaded again.
    const leave = () => line.current?.agent.stop();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, []);
  const call = async (dialled: string) => {
    isOver.current = false;
    setState({ kind: 'connecting' });
    try {
      line.current = await dial(await open(), dialled, {
        ringing: () => setState({ kind: 'ringing' }),
        talking: () => setState({ kind: 'talking', since: new Date() }),
        heard: (stream) => {
          if (sound.current) sound.current.srcObject = stream;
        },
        ended: finish,
      });
    } catch (error) {
      finish(error instanceof Error ? error.message : String(error));
    }
  };
  return {
    ...{ state, isMuted, call, sound },
    hangUp: () => line.current?.session.terminate(),
    mute: (wished) => {
      if (wished) line.current?.session.mute({ audio: true });
      else line.current?.session.unmute({ audio: true });
      setIsMuted(wished);
    },
    press: (key) => line.current?.session.sendDTMF(key),
  };
}

type Hears = {
  readonly ringing: () => void;
  readonly talking: () => void;
  readonly heard: (stream: MediaStream) => void;
  readonly ended: (why: string) => void;
};

/** Asterisk knows no domain; this one only fills the place of one (RFC 2606). */
const domain = 'phone.invalid';

async function dial({ username, secret }: PhoneLogin, dialled: string, hears: Hears): Promise<Line> {
  // Loaded when somebody calls: the SIP stack is larger than most pages.
  const { default: JsSIP } = await import('jssip');
  const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
  const agent = new JsSIP.UA({
    sockets: [new JsSIP.WebSocketInterface(`${scheme}://${window.location.host}${phoneSocketPath}`)],
    uri: `sip:${username}@${domain}`,
    ...{ authorization_user: username, password: secret, register: false, session_timers: false, user_agent: 'vspPanel' },
  });
  await connected(agent);
  const session = agent.call(`sip:${dialled.replace(/[^\d+*#]/g, '').replaceAll('#', '%23')}@${domain}`, {
    mediaConstraints: { audio: true, video: false },
    pcConfig: { iceServers: [] },
  });
  session.connection.addEventListener('track', ({ streams }) => streams[0] && hears.heard(streams[0]));
  session.on('progress', hears.ringing);
  session.on('confirmed', hears.talking);
  session.on('ended', () => hears.ended(''));
  session.on('failed', ({ cause }: { readonly cause: string }) => hears.ended(causes[cause] ?? cause));
  return { agent, session };
}

function connected(agent: UA): Promise<void> {
  return new Promise((resolve, reject) => {
    agent.on('connected', () => resolve());
    agent.on('disconnected', () => {
      agent.stop();
      reject(new Error('The panel does not take browser phones right now. See Status.'));
    });
    agent.start();
  });
}

/** JsSIP's words in sentences; what they leave out is shown as it is. */
const causes: Readonly<Record<string, string>> = {
  Busy: 'The other side is busy.',
  Rejected: 'The call was refused. Its record under Calls says why.',
  Unavailable: 'Nobody can be reached there.',
  'Not Found': 'There is no such number.',
  'Address Incomplete': 'This is no number.',
  Canceled: '',
  'No Answer': 'Nobody answered.',
  'Authentication Error': 'The login has lapsed. Call again.',
  'User Denied Media Access': 'The browser may not use the microphone. Allow it beside the address of this page.',
  'Connection Error': 'The connection to the panel is lost.',
};
