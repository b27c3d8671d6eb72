/** Two tones and how they pause: hertz and seconds. */
type Cadence = { readonly tones: readonly [number, number]; readonly on: number; readonly off: number; readonly volume: number };

/** Somebody calls; and what a caller hears while it rings there (ITU-T E.180 leaves the tones to each country). */
const cadences = {
  ring: { tones: [480, 620], on: 1, off: 1.5, volume: 0.18 },
  ringback: { tones: [400, 450], on: 1, off: 3, volume: 0.05 },
} as const satisfies Record<string, Cadence>;

/**
 * Rings until the answer is called. Browsers stay silent on a page that nobody has touched yet, and ring as soon as somebody does.
 * No sound file: two oscillators, whose volume is planned a minute ahead.
 */
export function startRinging(kind: keyof typeof cadences): () => void {
  const { tones, on, off, volume }: Cadence = cadences[kind];
  const context = new AudioContext();
  const gain = context.createGain();
  gain.gain.value = 0;
  gain.connect(context.destination);
  for (const hertz of tones) {
    const oscillator = context.createOscillator();
    oscillator.frequency.value = hertz;
    oscillator.connect(gain);
    oscillator.start();
  }
  for (let at = context.currentTime; at < 60; at += on + off) {
    gain.gain.setTargetAtTime(volume, at, 0.02);
    gain.gain.setTargetAtTime(0, at + on, 0.02);
  }
  const wake = () => void context.resume();
  document.addEventListener('pointerdown', wake);
  document.addEventListener('keydown', wake);
  return () => {
    document.removeEventListener('pointerdown', wake);
    document.removeEventListener('keydown', wake);
    void context.close();
  };
}
