import { createSocket, type Socket } from 'node:dgram';

/** The audio of one call as a test hears and speaks it: plain RTP with mu-law (RFC 3551), 20 ms packets. */
export type Media = {
  readonly port: number;
  /** Samples heard since the start, or since `forget`; -1 … 1. */
  readonly heard: () => Float64Array;
  readonly forget: () => void;
  /** Speaks a tone (Hz) towards this port until `stop`; 0 = silence, for phones must send something. */
  readonly speak: (toPort: number, frequency: number) => void;
  readonly stop: () => void;
};

const rate = 8000;
const packetSamples = 160;

export async function openMedia(): Promise<Media> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  let samples: number[] = [];
  socket.on('message', (packet) => {
    if ((packet[1]! & 0x7f) === 0) for (const byte of packet.subarray(12)) samples.push(fromMuLaw(byte));
  });
  const timers: NodeJS.Timeout[] = [];
  return {
    port: socket.address().port,
    heard: () => Float64Array.from(samples),
    forget: () => {
      samples = [];
    },
    speak: (toPort, frequency) => timers.push(speakTone(socket, toPort, frequency)),
    stop: () => {
      for (const timer of timers) clearInterval(timer);
      socket.close();
    },
  };
}

function speakTone(socket: Socket, toPort: number, frequency: number): NodeJS.Timeout {
  let sequence = 0;
  const begin = performance.now();
  return setInterval(() => {
    // As many packets as time has passed for: timers are late, speech must not be.
    while (sequence * 20 <= performance.now() - begin) {
      const packet = Buffer.alloc(12 + packetSamples);
      packet[0] = 0x80;
      packet.writeUInt16BE(sequence & 0xffff, 2);
      packet.writeUInt32BE((sequence * packetSamples) >>> 0, 4);
      packet.writeUInt32BE(0x76737021, 8);
      for (let at = 0; at < packetSamples; at += 1) {
        const phase = (2 * Math.PI * frequency * (sequence * packetSamples + at)) / rate;
        packet[12 + at] = toMuLaw(frequency === 0 ? 0 : 0.3 * Math.sin(phase));
      }
      socket.send(packet, toPort, '127.0.0.1');
      sequence += 1;
    }
  }, 10);
}

/** Root mean square, 0 … 1. */
export function loudness(samples: Float64Array): number {
  return samples.length === 0 ? 0 : Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);
}

/** How loud one frequency (Hz) is at its loudest tenth of a second, 0 … 1 (Goertzel). */
export function toneLoudness(samples: Float64Array, frequency: number): number {
  let loudest = 0;
  for (let start = 0; start + 800 <= samples.length; start += 400) {
    const factor = 2 * Math.cos((2 * Math.PI * frequency) / rate);
    let [one, two] = [0, 0];
    for (let at = start; at < start + 800; at += 1) [one, two] = [samples[at]! + factor * one - two, one];
    loudest = Math.max(loudest, Math.sqrt(Math.max(one * one + two * two - factor * one * two, 0)) / 400);
  }
  return loudest;
}

// ITU-T G.711 mu-law.
function fromMuLaw(byte: number): number {
  const value = ~byte & 0xff;
  const magnitude = (((value & 0x0f) << 3) + 0x84) << ((value >> 4) & 7);
  return ((value & 0x80) === 0 ? magnitude - 0x84 : 0x84 - magnitude) / 32_768;
}

function toMuLaw(sample: number): number {
  const magnitude = Math.min(Math.round(Math.abs(sample) * 32_768), 32_635) + 0x84;
  const exponent = Math.max(Math.floor(Math.log2(magnitude)) - 7, 0);
  return ~((sample < 0 ? 0x80 : 0) | (exponent << 4) | ((magnitude >> (exponent + 3)) & 0x0f)) & 0xff;
}
