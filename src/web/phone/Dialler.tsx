import { Button, Group, TextInput } from '@mantine/core';
import { IconPhoneCall, IconPhoneOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useWords } from '../kit/words.tsx';
import type { PhoneLine } from './phoneLine.ts';
import { isEngaged, type PhoneState } from './phoneState.ts';
import { phoneWords } from './phoneWords.ts';

type DiallerProps = {
  readonly line: PhoneLine;
  readonly state: PhoneState;
  /** What stands in the field; a new one replaces what was typed. */
  readonly proposed?: string;
  readonly isReady?: boolean;
};

/** A number and its button: call, or hang up. */
export function Dialler({ line, state, proposed = '', isReady = true }: DiallerProps) {
  const words = useWords(phoneWords);
  const [number, setNumber] = useState(proposed);
  useEffect(() => setNumber(proposed), [proposed]);
  const isUp = isEngaged(state);
  const mayCall = isReady && !isUp && number.trim() !== '';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (mayCall) void line.call(number);
      }}
    >
      <Group align="flex-end" gap="sm">
        <TextInput
          label={words.numberToCall}
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
          inputMode="tel"
          autoComplete="off"
          classNames={{ input: 'k-num' }}
          disabled={isUp}
          data-autofocus
          flex={1}
        />
        {isUp ? (
          // Keys: one button that changed its type while it is clicked would send the form and call again.
          <Button key="hang-up" variant="default" leftSection={<IconPhoneOff size={16} />} onClick={line.hangUp}>
            {words.hangUp}
          </Button>
        ) : (
          <Button key="call" type="submit" leftSection={<IconPhoneCall size={16} />} disabled={!mayCall}>
            {words.call}
          </Button>
        )}
      </Group>
    </form>
  );
}
