import { createSocket } from 'node:dgram';

/** A carrier's server that a test can switch: it answers questions, refuses calls, talks nonsense, or is dead. */
export type CarrierHost = {
  readonly port: number;
  /** How many calls it was sent. */
  readonly calls: () => number;
  readonly become: (how: 'alive' | 'dead' | 'nonsense') => void;
  readonly stop: () => void;
};

/** `refusal` is what it says to calls, such as `503 Service Unavailable`; or what it says to calls of a number. */
export async function openCarrierHost(refusal: string | ((number: string) => string)): Promise<CarrierHost> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  let how: 'alive' | 'dead' | 'nonsense' = 'alive';
  const callIds = new Set<string>();
  socket.on('message', (packet, from) => {
    const text = packet.toString('latin1');
    if (text.startsWith('INVITE')) callIds.add(headerOf(text, 'Call-ID'));
    if (how === 'dead') return;
    if (how === 'nonsense')
      return socket.send(Buffer.from('SIP/9.9 2OO \u0000\r\nVia\r\nCSeq: -1 HELLO\r\n\r\n'), from.port, from.address);
    if (text.startsWith('OPTIONS')) socket.send(answer(text, '200 OK'), from.port, from.address);
    if (text.startsWith('INVITE')) {
      const number = /^INVITE sip:([^@]*)@/.exec(text)?.[1] ?? '';
      socket.send(answer(text, typeof refusal === 'string' ? refusal : refusal(number)), from.port, from.address);
    }
  });
  return {
    port: socket.address().port,
    calls: () => callIds.size,
    become: (next) => {
      how = next;
    },
    stop: () => socket.close(),
  };
}

/** RFC 3261 §8.2.6.2: Via, From, To, Call-ID and CSeq come back as they were, To with a tag. */
function answer(request: string, status: string): string {
  const names = ['Via', 'From', 'Call-ID', 'CSeq'];
  const copied = names.map((name) => `${name}: ${headerOf(request, name)}`);
  return [`SIP/2.0 ${status}`, ...copied, `To: ${headerOf(request, 'To')};tag=vsp`, 'Content-Length: 0', '', ''].join('\r\n');
}

function headerOf(text: string, name: string): string {
  return new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(text)?.[1]?.trim() ?? '';
}
