import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowBack,
  IconClockPlay,
  IconDotsVertical,
  IconEdit,
  IconMicrophone,
  IconRoute2,
  IconTrash,
  IconUserPlus,
} from '@tabler/icons-react';
import { useState } from 'react';
import { endQuarantine, removeIncomingNumber } from '../../../http/contract/incomingNumbers.ts';
import { useSend } from '../../api.ts';
import { confirm } from '../../kit/confirm.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { useMay } from '../session/session.ts';
import { AllocateDialog } from './AllocateDialog.tsx';
import { DestinationDrawer } from './DestinationDrawer.tsx';
import { type IncomingNumber, shownNumber } from './numberText.ts';
import { RecordingDialog } from './RecordingDialog.tsx';
import { ReleaseDialog } from './ReleaseDialog.tsx';
import { TermsDrawer } from './TermsDrawer.tsx';

/** What can be done with one number. */
export function NumberMenu({ number }: { readonly number: IncomingNumber }) {
  const [open, setOpen] = useState<Dialog>();
  const close = () => setOpen(undefined);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon className="k-actions" aria-label={`Actions for ${shownNumber(number)}`}>
            <IconDotsVertical size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Items number={number} onOpen={setOpen} />
        </Menu.Dropdown>
      </Menu>
      {open === 'allocate' ? <AllocateDialog number={number} onClose={close} /> : null}
      {open === 'destination' ? <DestinationDrawer number={number} onClose={close} /> : null}
      {open === 'recording' ? <RecordingDialog number={number} onClose={close} /> : null}
      {open === 'terms' ? <TermsDrawer number={number} onClose={close} /> : null}
      {open === 'release' ? <ReleaseDialog number={number} onClose={close} /> : null}
    </>
  );
}

type Dialog = 'allocate' | 'destination' | 'recording' | 'terms' | 'release';
type ItemsProps = {
  readonly number: IncomingNumber;
  readonly onOpen: (what: Dialog) => void;
};

function Items({ number, onOpen }: ItemsProps) {
  const mayAllocate = useMay('incoming_number.allocate');
  const mayDirect = useMay('account.change');
  const mayChange = useMay('incoming_number.change');
  const { endRest, remove } = useNumberActions(number);
  const { state } = number;
  return (
    <>
      {mayAllocate && state === 'free' ? (
        <Menu.Item leftSection={<IconUserPlus size={15} />} onClick={() => onOpen('allocate')}>
          Allocate
        </Menu.Item>
      ) : null}
      {mayDirect && state === 'allocated' ? (
        <Menu.Item leftSection={<IconRoute2 size={15} />} onClick={() => onOpen('destination')}>
          Where calls go
        </Menu.Item>
      ) : null}
      {mayDirect && state === 'allocated' ? (
        <Menu.Item leftSection={<IconMicrophone size={15} />} onClick={() => onOpen('recording')}>
          Recording
        </Menu.Item>
      ) : null}
      {mayChange ? (
        <Menu.Item leftSection={<IconEdit size={15} />} onClick={() => onOpen('terms')}>
          Provider and prices
        </Menu.Item>
      ) : null}
      {mayChange && state === 'quarantined' ? (
        <Menu.Item leftSection={<IconClockPlay size={15} />} onClick={endRest}>
          End its rest
        </Menu.Item>
      ) : null}
      {mayAllocate && state === 'allocated' ? (
        <Menu.Item leftSection={<IconArrowBack size={15} />} onClick={() => onOpen('release')}>
          Release
        </Menu.Item>
      ) : null}
      {mayChange ? (
        <Menu.Item color="red" leftSection={<IconTrash size={15} />} onClick={remove}>
          Remove
        </Menu.Item>
      ) : null}
    </>
  );
}

function useNumberActions(number: IncomingNumber) {
  const rest = useSend(endQuarantine);
  const removal = useSend(removeIncomingNumber);
  const params = { id: number.id };
  const shown = shownNumber(number);
  const endRest = () =>
    rest.mutate({ params }, { onSuccess: () => notifyDone(`${shown} may be given away.`), onError: notifyProblem });
  const remove = () =>
    confirm({
      title: `Remove ${shown}?`,
      text:
        number.accountId === null
          ? 'Calls to it are hung up from now on.'
          : `${number.accountName} has this number and loses it at once: calls to it are hung up, its monthly extra ends today, and no phone shows it any more.`,
      verb: 'Remove',
      isDangerous: true,
      onConfirm: () =>
        removal.mutate({ params }, { onSuccess: () => notifyDone(`${shown} is removed.`), onError: notifyProblem }),
    });
  return { endRest, remove };
}
