import { Badge, Button, Group, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { IconMicrophone, IconMicrophoneOff, IconPhoneCall, IconPhoneOff } from '@tabler/icons-react';
import { useState } from 'react';
import { TickingDuration } from '../kit/Time.tsx';
import { type BrowserPhoneHandle, type PhoneLogin, type PhoneState, useBrowserPhone } from './useBrowserPhone.ts';

type BrowserPhoneProps = {
  /** Fetches a login; whoever shows this phone knows as whom it calls. */
  readonly open: () => Promise<PhoneLogin>;
  readonly dialled?: string;
};

/** A phone in the page: dial, talk, mute, keys, hang up. */
export function BrowserPhone({ open, dialled = '' }: BrowserPhoneProps) {
  const phone = useBrowserPhone(open);
  const [number, setNumber] = useState(dialled);
  const { kind } = phone.state;
  const isUp = kind === 'connecting' || kind === 'ringing' || kind === 'talking';
  return (
    <Stack>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isUp && number.trim() !== '') void phone.call(number);
        }}
      >
        <Group align="flex-end" gap="sm">
          <TextInput
            label="Number to call"
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
            <Button key="hang-up" variant="default" leftSection={<IconPhoneOff size={16} />} onClick={phone.hangUp}>
              Hang up
            </Button>
          ) : (
            <Button key="call" type="submit" leftSection={<IconPhoneCall size={16} />} disabled={number.trim() === ''}>
              Call
            </Button>
          )}
        </Group>
      </form>
      <State state={phone.state} />
      {kind === 'talking' ? <Controls phone={phone} /> : null}
      {/* biome-ignore lint/a11y/useMediaCaption: a telephone call has no captions. */}
      <audio ref={phone.sound} autoPlay />
    </Stack>
  );
}

function State({ state }: { readonly state: PhoneState }) {
  return (
    <Group gap="sm" role="status" mih={24}>
      {state.kind === 'idle' ? <Text c="dimmed">The browser will ask for the microphone.</Text> : null}
      {state.kind === 'connecting' ? <Badge color="gray">Connecting</Badge> : null}
      {state.kind === 'ringing' ? <Badge color="yellow">Ringing</Badge> : null}
      {state.kind === 'talking' ? (
        <>
          <Badge color="green">Talking</Badge>
          <TickingDuration since={state.since.toISOString()} />
        </>
      ) : null}
      {state.kind === 'ended' ? <Text>{state.why === '' ? 'The call has ended.' : state.why}</Text> : null}
    </Group>
  );
}

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

function Controls({ phone }: { readonly phone: BrowserPhoneHandle }) {
  return (
    <Stack gap="xs">
      <Button
        variant="default"
        leftSection={phone.isMuted ? <IconMicrophone size={16} /> : <IconMicrophoneOff size={16} />}
        onClick={() => phone.mute(!phone.isMuted)}
      >
        {phone.isMuted ? 'Speak again' : 'Mute'}
      </Button>
      <SimpleGrid cols={3} spacing="xs">
        {keys.map((key) => (
          <Button key={key} variant="default" onClick={() => phone.press(key)} aria-label={`Key ${key}`}>
            {key}
          </Button>
        ))}
      </SimpleGrid>
    </Stack>
  );
}
