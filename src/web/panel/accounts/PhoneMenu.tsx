import { ActionIcon, Menu } from '@mantine/core';
import {
  IconBrowserX,
  IconDotsVertical,
  IconEdit,
  IconHeadset,
  IconKey,
  IconPhoneOutgoing,
  IconPower,
  IconShieldLock,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { changeNetworkNumber, endBrowserPhones, removeNetworkNumber } from '../../../http/contract/phones.ts';
import { useSend } from '../../api.ts';
import { confirm } from '../../kit/confirm.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { useMay } from '../session/session.ts';
import { BrowserPhoneDialog } from './BrowserPhoneDialog.tsx';
import type { Credentials } from './CredentialsCard.tsx';
import { NewSecretDialog } from './NewSecretDialog.tsx';
import { ChangePhoneDialog } from './PhoneDialogs.tsx';
import { PhoneFeaturesDrawer } from './PhoneFeaturesDrawer.tsx';
import { PhoneSafetyDrawer } from './PhoneSafetyDrawer.tsx';
import type { Phone } from './Registration.tsx';

type PhoneMenuProps = {
  readonly phone: Phone;
  /** Of the customer; empty when there is none. */
  readonly email: string;
  readonly ownNumbers: readonly string[];
  readonly onSecret: (credentials: Credentials) => void;
};

/** What can be done with one phone. */
export function PhoneMenu({ phone, email, ownNumbers, onSecret }: PhoneMenuProps) {
  const [isChanging, setIsChanging] = useState(false);
  const [isForwarding, setIsForwarding] = useState(false);
  const [isGuarding, setIsGuarding] = useState(false);
  const [isResetting, setIsResetting] = useState(false);
  const [isCalling, setIsCalling] = useState(false);
  const mayCall = useMay('call.test');
  const { turn, endBrowsers, remove } = usePhoneActions(phone);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon className="k-actions" aria-label={`Actions for phone ${phone.number}`}>
            <IconDotsVertical size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconEdit size={15} />} onClick={() => setIsChanging(true)}>
            Label, caller ID and limit
          </Menu.Item>
          <Menu.Item leftSection={<IconPhoneOutgoing size={15} />} onClick={() => setIsForwarding(true)}>
            Forwarding and voicemail
          </Menu.Item>
          <Menu.Item leftSection={<IconShieldLock size={15} />} onClick={() => setIsGuarding(true)}>
            Recording and encryption
          </Menu.Item>
          {mayCall && phone.isActive ? (
            <Menu.Item leftSection={<IconHeadset size={15} />} onClick={() => setIsCalling(true)}>
              Test call in the browser
            </Menu.Item>
          ) : null}
          <Menu.Item leftSection={<IconKey size={15} />} onClick={() => setIsResetting(true)}>
            New secret
          </Menu.Item>
          {phone.registrations.some(({ isBrowser }) => isBrowser) ? (
            <Menu.Item leftSection={<IconBrowserX size={15} />} onClick={endBrowsers}>
              End phones in browsers
            </Menu.Item>
          ) : null}
          <Menu.Item leftSection={<IconPower size={15} />} onClick={turn}>
            {phone.isActive ? 'Switch off' : 'Switch on'}
          </Menu.Item>
          {phone.isCustomerNumber ? null : (
            <Menu.Item color="red" leftSection={<IconTrash size={15} />} onClick={remove}>
              Remove
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {isCalling ? <BrowserPhoneDialog phone={phone} onClose={() => setIsCalling(false)} /> : null}
      {isForwarding ? <PhoneFeaturesDrawer phone={phone} onClose={() => setIsForwarding(false)} /> : null}
      {isGuarding ? <PhoneSafetyDrawer phone={phone} onClose={() => setIsGuarding(false)} /> : null}
      {isChanging ? <ChangePhoneDialog phone={phone} ownNumbers={ownNumbers} onClose={() => setIsChanging(false)} /> : null}
      {isResetting ? (
        <NewSecretDialog phone={phone} email={email} onSecret={onSecret} onClose={() => setIsResetting(false)} />
      ) : null}
    </>
  );
}

function usePhoneActions(phone: Phone) {
  const params = { id: phone.id };
  const change = useSend(changeNetworkNumber);
  const removal = useSend(removeNetworkNumber);
  const ending = useSend(endBrowserPhones);
  const setActive = (isActive: boolean) =>
    change.mutate(
      { params, body: { label: phone.label, callLimit: phone.callLimit, isActive } },
      { onSuccess: () => notifyDone(`Phone ${phone.number} is ${isActive ? 'on' : 'off'}.`), onError: notifyProblem },
    );
  const turn = () => {
    if (!phone.isActive) return setActive(true);
    confirm({
      title: `Switch off ${phone.number}?`,
      text: 'This phone can neither register, call nor ring until it is switched on again.',
      verb: 'Switch off',
      isDangerous: true,
      onConfirm: () => setActive(false),
    });
  };
  const remove = () =>
    confirm({
      title: `Remove ${phone.number}?`,
      text: 'The phone stops working at once and its number becomes free. This cannot be undone.',
      verb: 'Remove',
      isDangerous: true,
      onConfirm: () =>
        removal.mutate({ params }, { onSuccess: () => notifyDone(`Phone ${phone.number} is removed.`), onError: notifyProblem }),
    });
  const endBrowsers = () =>
    confirm({
      title: `End the phones in browsers of ${phone.number}?`,
      text: 'Browsers that are a phone of this number are switched off. Calls in progress go on. Their owners can switch them on again as long as they may open the portal.',
      verb: 'End them',
      isDangerous: true,
      onConfirm: () =>
        ending.mutate({ params }, { onSuccess: () => notifyDone('They are switched off.'), onError: notifyProblem }),
    });
  return { turn, endBrowsers, remove };
}
