import { ActionIcon, Menu } from '@mantine/core';
import { IconDotsVertical, IconEdit, IconKey, IconPhoneOutgoing, IconPower, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { changeNetworkNumber, removeNetworkNumber, resetSecret } from '../../../http/contract/phones.ts';
import { useSend } from '../../api.ts';
import { confirm } from '../../kit/confirm.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import type { Credentials } from './CredentialsCard.tsx';
import { ChangePhoneDialog } from './PhoneDialogs.tsx';
import { PhoneFeaturesDrawer } from './PhoneFeaturesDrawer.tsx';
import type { Phone } from './Registration.tsx';

type PhoneMenuProps = { readonly phone: Phone; readonly onSecret: (credentials: Credentials) => void };

/** What can be done with one phone. */
export function PhoneMenu({ phone, onSecret }: PhoneMenuProps) {
  const [isChanging, setIsChanging] = useState(false);
  const [isForwarding, setIsForwarding] = useState(false);
  const { reset, turn, remove } = usePhoneActions(phone, onSecret);
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
            Label and limit
          </Menu.Item>
          <Menu.Item leftSection={<IconPhoneOutgoing size={15} />} onClick={() => setIsForwarding(true)}>
            Forwarding and voicemail
          </Menu.Item>
          <Menu.Item leftSection={<IconKey size={15} />} onClick={reset}>
            New secret
          </Menu.Item>
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
      {isForwarding ? <PhoneFeaturesDrawer phone={phone} onClose={() => setIsForwarding(false)} /> : null}
      {isChanging ? <ChangePhoneDialog phone={phone} onClose={() => setIsChanging(false)} /> : null}
    </>
  );
}

function usePhoneActions(phone: Phone, onSecret: (credentials: Credentials) => void) {
  const params = { id: phone.id };
  const secret = useSend(resetSecret);
  const change = useSend(changeNetworkNumber);
  const removal = useSend(removeNetworkNumber);
  const reset = () =>
    confirm({
      title: `New secret for ${phone.number}?`,
      text: 'The phone stops working until the new secret is typed into it. The new one is shown once.',
      verb: 'Make a new secret',
      onConfirm: () => secret.mutate({ params, body: {} }, { onSuccess: onSecret, onError: notifyProblem }),
    });
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
  return { reset, turn, remove };
}
