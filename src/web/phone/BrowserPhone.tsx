import { Stack } from '@mantine/core';
import { useWords } from '../kit/words.tsx';
import { CallControls } from './CallControls.tsx';
import { CallStatus } from './CallStatus.tsx';
import { Dialler } from './Dialler.tsx';
import { phoneWords } from './phoneWords.ts';
import type { PhoneLogin } from './sipAgent.ts';
import { usePhoneLine } from './usePhoneLine.ts';
import { useTones } from './useTones.ts';

type BrowserPhoneProps = {
  /** Fetches a login for one call; whoever shows this phone knows as whom it calls. */
  readonly open: () => Promise<PhoneLogin>;
  readonly dialled?: string;
};

/** A phone in the page that places calls: dial, talk, mute, hold, keys, hang up. */
export function BrowserPhone({ open, dialled = '' }: BrowserPhoneProps) {
  const { line, state, sound } = usePhoneLine({ open });
  const words = useWords(phoneWords);
  useTones(state.call);
  return (
    <Stack>
      <Dialler line={line} state={state} proposed={dialled} />
      <CallStatus call={state.call} idle={words.willAsk} />
      {state.call.kind === 'talking' ? <CallControls line={line} call={state.call} /> : null}
      {/* biome-ignore lint/a11y/useMediaCaption: a telephone call has no captions. */}
      <audio ref={sound} autoPlay />
    </Stack>
  );
}
