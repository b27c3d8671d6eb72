import type { Instant } from '../../core/base/time.ts';
import type { LiveCall } from '../../core/calls/call.ts';
import type { AmiMessage } from './amiMessage.ts';
import { isCallId } from './callId.ts';

/** The answering side of a call: what AbsoluteTimeout must be told, and what the panel shows. */
export type AnsweredSide = { readonly channelId: string; readonly answeredAt: Instant; readonly attempt: number };

// Where a caller's channel can be while its call lives (dialplan.conf). Callees run Dial's side of things, application AppDial.
const callerContexts = new Set(['from-phone', 'forward', 'granted', 'emergency', 'phone', 'provider', 'say', 'refused']);

/** The callers among the channels of CoreShowChannels. Pure. */
export function callerChannels(channels: readonly AmiMessage[]): readonly AmiMessage[] {
  return channels.filter(
    ({ Context = '', Application = '', Uniqueid = '' }) =>
      callerContexts.has(Context) && Application !== 'AppDial' && isCallId(Uniqueid),
  );
}

/** Live calls with what is known of their answers. */
export function toLiveCalls(channels: readonly AmiMessage[], answered: ReadonlyMap<string, AnsweredSide>): readonly LiveCall[] {
  return callerChannels(channels).map(({ Uniqueid = '' }) => {
    const side = answered.get(Uniqueid);
    return side === undefined ? { callId: Uniqueid } : { callId: Uniqueid, answeredAt: side.answeredAt };
  });
}

/** Who talks with whom: call id → the other channel of its bridge, or of the bridge behind a channel in between (dialplan.conf, recorded). */
export function bridgedSides(channels: readonly AmiMessage[]): ReadonlyMap<string, string> {
  const pairs = callerChannels(channels).flatMap((caller) => {
    const other = otherSide(channels, caller);
    return other ? [[caller.Uniqueid ?? '', other.Uniqueid ?? ''] as const] : [];
  });
  return new Map(pairs);
}

function otherSide(channels: readonly AmiMessage[], one: AmiMessage): AmiMessage | undefined {
  const other = channels.find(
    ({ BridgeId = '', Uniqueid }) => BridgeId !== '' && BridgeId === one.BridgeId && Uniqueid !== one.Uniqueid,
  );
  const between = /^(Local\/.*@recorded-.*);1$/.exec(other?.Channel ?? '')?.[1];
  const half = between === undefined ? undefined : channels.find(({ Channel }) => Channel === `${between};2`);
  return half ? otherSide(channels, half) : other;
}
