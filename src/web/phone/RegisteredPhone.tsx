import { Alert, Badge, Button, Group, NativeSelect, Paper, Stack, Text } from '@mantine/core';
import { IconPhone, IconPhoneOff, IconPower } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { fill, useWords } from '../kit/words.tsx';
import { CallControls } from './CallControls.tsx';
import { CallStatus, partyText } from './CallStatus.tsx';
import { askForNotices, mayAskForNotices } from './callNotice.ts';
import { Dialler } from './Dialler.tsx';
import { listMicrophones, type Microphone } from './microphone.ts';
import type { LineParts } from './phoneCalls.ts';
import type { Connection } from './phoneState.ts';
import { phoneWords } from './phoneWords.ts';
import { type UsedLine, usePhoneLine } from './usePhoneLine.ts';
import { useSwitching } from './useSwitching.ts';
import { useTones } from './useTones.ts';

type RegisteredPhoneProps = {
  readonly number: string;
  readonly parts: Required<Pick<LineParts, 'open' | 'keep' | 'close'>>;
  /** True when the person has just asked for it, so that the browser may ask for the microphone. */
  readonly isFresh: boolean;
  /** What was clicked on elsewhere on the page; a new object is a new wish. */
  readonly wanted: { readonly number: string } | undefined;
  readonly onOff: () => void;
};

/** A phone in the page that rings with its number: it registers, takes calls and places them. */
export function RegisteredPhone({ number, parts, isFresh, wanted, onOff }: RegisteredPhoneProps) {
  const used = usePhoneLine(parts);
  const { line, state, sound } = used;
  const words = useWords(phoneWords);
  const switching = useSwitching(line, isFresh);
  useTones(state.call);
  const isReady = state.connection === 'ready';
  useEffect(() => {
    if (wanted && isReady) void line.call(wanted.number);
    // A wish is heard once: that the phone became ready again is none.
  }, [wanted]);
  const off = () => void switching.off().finally(onOff);
  return (
    <Paper component="section" aria-label={fill(words.title, { number })} className="k-phone" p="md">
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap">
          <Group gap="xs">
            <Text fw={620}>{fill(words.title, { number })}</Text>
            <ConnectionBadge connection={state.connection} />
          </Group>
          <Button variant="default" size="xs" flex="none" leftSection={<IconPower size={15} />} onClick={off}>
            {words.switchOff}
          </Button>
        </Group>
        {switching.isElsewhere || ['off', 'withdrawn'].includes(state.connection) ? (
          <Waiting used={used} isElsewhere={switching.isElsewhere} onTake={switching.take} />
        ) : (
          <Line used={used} proposed={wanted?.number ?? ''} isReady={isReady} />
        )}
      </Stack>
      {/* biome-ignore lint/a11y/useMediaCaption: a telephone call has no captions. */}
      <audio ref={sound} autoPlay />
    </Paper>
  );
}

const colours: Readonly<Record<Connection, string>> = {
  ...{ off: 'gray', connecting: 'gray', ready: 'green', broken: 'yellow', withdrawn: 'gray' },
};

function ConnectionBadge({ connection }: { readonly connection: Connection }) {
  const words = useWords(phoneWords);
  const text = { off: '', connecting: words.connecting, ready: words.ready, broken: words.broken, withdrawn: '' }[connection];
  return <span role="status">{text === '' ? null : <Badge color={colours[connection]}>{text}</Badge>}</span>;
}

type WaitingProps = { readonly used: UsedLine; readonly isElsewhere: boolean; readonly onTake: () => void };

/** Why this window is no phone at the moment, and how it becomes one. */
function Waiting({ used: { state }, isElsewhere, onTake }: WaitingProps) {
  const words = useWords(phoneWords);
  const why = isElsewhere ? words.elsewhere : state.connection === 'withdrawn' ? words.withdrawn : undefined;
  return (
    <Stack gap="xs" align="flex-start">
      {why === undefined ? <CallStatus call={state.call} idle="" /> : <Text role="status">{why}</Text>}
      <Button variant="default" onClick={onTake}>
        {words.useHere}
      </Button>
    </Stack>
  );
}

type LineProps = { readonly used: UsedLine; readonly proposed: string; readonly isReady: boolean };

function Line({ used, proposed, isReady }: LineProps) {
  const { line, state } = used;
  if (state.call.kind === 'incoming') return <Incoming used={used} />;
  return (
    <Stack gap="sm">
      {state.call.kind === 'talking' ? <OtherSide used={used} /> : null}
      <Dialler line={line} state={state} proposed={proposed} isReady={isReady} />
      <CallStatus call={state.call} idle="" />
      {state.call.kind === 'talking' ? <CallControls line={line} call={state.call} /> : null}
      <Settings used={used} />
    </Stack>
  );
}

function OtherSide({ used: { state } }: { readonly used: UsedLine }) {
  const words = useWords(phoneWords);
  return state.call.kind === 'talking' ? (
    <Text size="lg" fw={620} className="k-num">
      {partyText(state.call.party, words)}
    </Text>
  ) : null;
}

/** Nothing takes the focus here: whoever is typing must not answer by mistake. */
function Incoming({ used: { line, state } }: { readonly used: UsedLine }) {
  const words = useWords(phoneWords);
  if (state.call.kind !== 'incoming') return null;
  return (
    <Alert color="yellow" title={words.incomingCall} role="alert">
      <Stack gap="sm">
        <Text size="lg" fw={620} style={{ overflowWrap: 'anywhere' }}>
          {partyText(state.call.party, words)}
        </Text>
        <Group gap="sm">
          <Button leftSection={<IconPhone size={16} />} onClick={() => void line.answer()}>
            {words.answer}
          </Button>
          <Button variant="default" leftSection={<IconPhoneOff size={16} />} onClick={line.decline}>
            {words.decline}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

/** Which microphone, and whether the desktop tells of calls. */
function Settings({ used: { state, microphone, chooseMicrophone } }: { readonly used: UsedLine }) {
  const words = useWords(phoneWords);
  const [found, setFound] = useState<readonly Microphone[]>([]);
  const [isAsking, setIsAsking] = useState(mayAskForNotices);
  const { kind } = state.call;
  // Their names are known once a microphone has been allowed, which a call brings about.
  useEffect(() => void listMicrophones().then(setFound), [kind]);
  return (
    <Group gap="sm" align="flex-end">
      {found.length > 1 ? (
        <NativeSelect
          label={words.microphone}
          value={microphone}
          onChange={(event) => chooseMicrophone(event.currentTarget.value)}
          data={[{ value: '', label: words.usualMicrophone }, ...found.map(({ id, label }) => ({ value: id, label }))]}
        />
      ) : null}
      {isAsking ? (
        <Button variant="subtle" size="xs" onClick={() => void askForNotices().then(() => setIsAsking(mayAskForNotices()))}>
          {words.notify}
        </Button>
      ) : null}
    </Group>
  );
}
