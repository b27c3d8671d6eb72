import { Button, Group, SimpleGrid, Stack } from '@mantine/core';
import { IconMicrophone, IconMicrophoneOff, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { fill, useWords } from '../kit/words.tsx';
import type { PhoneLine } from './phoneLine.ts';
import type { CallState } from './phoneState.ts';
import { phoneWords } from './phoneWords.ts';

type CallControlsProps = { readonly line: PhoneLine; readonly call: Extract<CallState, { kind: 'talking' }> };

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

/** What one does while somebody talks: mute, hold, keys. */
export function CallControls({ line, call }: CallControlsProps) {
  const words = useWords(phoneWords);
  return (
    <Stack gap="xs">
      <Group gap="xs" grow>
        <Button
          variant="default"
          aria-pressed={call.isMuted}
          leftSection={call.isMuted ? <IconMicrophone size={16} /> : <IconMicrophoneOff size={16} />}
          onClick={() => line.mute(!call.isMuted)}
        >
          {call.isMuted ? words.speakAgain : words.mute}
        </Button>
        <Button
          variant="default"
          aria-pressed={call.isHeld}
          leftSection={call.isHeld ? <IconPlayerPlay size={16} /> : <IconPlayerPause size={16} />}
          onClick={() => line.hold(!call.isHeld)}
        >
          {call.isHeld ? words.resume : words.hold}
        </Button>
      </Group>
      <SimpleGrid cols={3} spacing="xs">
        {keys.map((key) => (
          <Button key={key} variant="default" onClick={() => line.press(key)} aria-label={fill(words.key, { key })}>
            {key}
          </Button>
        ))}
      </SimpleGrid>
    </Stack>
  );
}
