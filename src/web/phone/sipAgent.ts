import type { RTCSession } from 'jssip/lib/RTCSession.js';
import type { UA } from 'jssip/lib/UA.js';
import { phoneSocketPath } from '../../http/contract/calls.ts';
import { type EndReason, type Party, reasonOf } from './phoneState.ts';

/** A login that lasts for a short while; the secret is kept in memory only. */
export type PhoneLogin = { readonly username: string; readonly secret: string; readonly expiresAt: string };

/** What one call tells. `heard` is the other side's sound. */
export type CallHears = {
  /** It rings there; `isHeard` = what the caller hears comes from there. */
  readonly ringing: (isHeard: boolean) => void;
  readonly talking: () => void;
  readonly heldByOther: (isHeld: boolean) => void;
  readonly heard: (sound: MediaStream) => void;
  readonly ended: (reason: EndReason) => void;
};
export type SipCall = {
  readonly party: Party;
  readonly listen: (hears: CallHears) => void;
  readonly answer: (microphone: MediaStream) => void;
  /** This device does not take it; others of the number ring on. */
  readonly decline: () => void;
  readonly refuseBusy: () => void;
  readonly hangUp: () => void;
  readonly mute: (isMuted: boolean) => void;
  readonly hold: (isHeld: boolean) => void;
  /** Sends a digit as a tone (RFC 4733). */
  readonly press: (key: string) => void;
  readonly speakInto: (microphone: MediaStream) => Promise<void>;
};
export type AgentHears = {
  readonly connected: () => void;
  readonly registered: () => void;
  /** The websocket is gone; it is tried again by itself. */
  readonly disconnected: () => void;
  /** The login is not taken any more. */
  readonly refused: () => void;
  readonly incoming: (call: SipCall) => void;
};
export type SipAgent = { readonly call: (dialled: string, microphone: MediaStream) => SipCall; readonly stop: () => void };
export type OpenAgent = (login: PhoneLogin, options: { readonly doesRegister: boolean }, hears: AgentHears) => Promise<SipAgent>;

/** Asterisk knows no domain; this one only fills the place of one (RFC 2606). */
const domain = 'phone.invalid';
/** A browser that went away without a word rings in vain for so long at most; proxies see a sign of life as often. Seconds. */
const registerSeconds = 60;

/** SIP over the panel's own websocket, sound by WebRTC. The SIP stack is larger than most pages, so it is loaded only here. */
export const openSipAgent: OpenAgent = async ({ username, secret }, { doesRegister }, hears) => {
  const { default: JsSIP } = await import('jssip');
  const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
  const agent = new JsSIP.UA({
    sockets: [new JsSIP.WebSocketInterface(`${scheme}://${window.location.host}${phoneSocketPath}`)],
    uri: `sip:${username}@${domain}`,
    // Named in every request within a call too, which the panel asks for.
    contact_uri: `sip:${username}@${domain};transport=ws`,
    ...{ authorization_user: username, password: secret, register: doesRegister, register_expires: registerSeconds },
    ...{ session_timers: false, user_agent: 'vspPanel', connection_recovery_max_interval: 8 },
  });
  agent.on('connected', hears.connected);
  agent.on('disconnected', hears.disconnected);
  agent.on('registered', hears.registered);
  agent.on('registrationFailed', ({ response }) => {
    // Without an answer it is the connection, which is tried again.
    if (response && [401, 403, 404, 407].includes((response as { status_code?: number }).status_code ?? 0)) hears.refused();
  });
  agent.on('newRTCSession', ({ originator, session }: { readonly originator: string; readonly session: RTCSession }) => {
    if (originator === 'remote') hears.incoming(toCall(session));
  });
  agent.start();
  return { call: (dialled, microphone) => place(agent, dialled, microphone), stop: () => agent.stop() };
};

const media = { pcConfig: { iceServers: [] } };

function place(agent: UA, dialled: string, mediaStream: MediaStream): SipCall {
  const session = agent.call(`sip:${dialled.replaceAll('#', '%23')}@${domain}`, { mediaStream, ...media });
  return toCall(session, { name: '', number: dialled });
}

function toCall(session: RTCSession, dialled?: Party): SipCall {
  const sender = () => session.connection?.getSenders().find(({ track }) => track?.kind === 'audio');
  return {
    party: dialled ?? partyOf(session),
    listen: (hears) => listen(session, hears),
    answer: (mediaStream) => session.answer({ mediaStream, ...media }),
    decline: () => session.terminate({ status_code: 603, reason_phrase: 'Decline' }),
    refuseBusy: () => session.terminate({ status_code: 486, reason_phrase: 'Busy Here' }),
    hangUp: () => {
      if (!session.isEnded()) session.terminate();
    },
    mute: (isMuted) => (isMuted ? session.mute({ audio: true }) : session.unmute({ audio: true })),
    hold: (isHeld) => void (isHeld ? session.hold() : session.unhold()),
    press: (key) => session.sendDTMF(key),
    speakInto: async (microphone) => sender()?.replaceTrack(microphone.getAudioTracks()[0] ?? null),
  };
}

/** Asterisk writes `anonymous` where the caller does not want to be known (RFC 3323 §4.1.1.3). */
function partyOf({ remote_identity: { display_name, uri } }: RTCSession): Party {
  const number = uri.user === 'anonymous' ? '' : String(uri.user ?? '');
  const name = display_name === 'Anonymous' || display_name === number ? '' : (display_name ?? '');
  return { name, number };
}

function listen(session: RTCSession, hears: CallHears): void {
  const follow = (connection: RTCPeerConnection) =>
    connection.addEventListener('track', ({ streams }) => streams[0] && hears.heard(streams[0]));
  // A call of ours has its connection already, one that comes in gets it when it is answered.
  if (session.connection) follow(session.connection);
  else session.on('peerconnection', ({ peerconnection }) => follow(peerconnection));
  session.on('progress', (event: object) => {
    const { response } = event as { readonly response?: { readonly body?: string } };
    hears.ringing((response?.body ?? '') !== '');
  });
  session.on('confirmed', hears.talking);
  session.on('hold', ({ originator }: { readonly originator: string }) => originator === 'remote' && hears.heldByOther(true));
  session.on('unhold', ({ originator }: { readonly originator: string }) => originator === 'remote' && hears.heldByOther(false));
  session.on('ended', ({ cause }) => hears.ended(reasonOf(cause)));
  session.on('failed', ({ cause }) => hears.ended(reasonOf(cause)));
}
