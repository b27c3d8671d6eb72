import { Modal, Text } from '@mantine/core';
import { openBrowserPhone } from '../../../http/contract/calls.ts';
import { useSecretSend } from '../../api.ts';
import { BrowserPhone } from '../../phone/BrowserPhone.tsx';
import type { Phone } from './Registration.tsx';

type BrowserPhoneDialogProps = { readonly phone: Phone; readonly onClose: () => void };

/** A test call that the operator hears: this browser calls as the customer's phone. */
export function BrowserPhoneDialog({ phone, onClose }: BrowserPhoneDialogProps) {
  const open = useSecretSend(openBrowserPhone);
  return (
    <Modal opened onClose={onClose} title={`Call as ${phone.number}`} closeOnClickOutside={false}>
      <Text c="dimmed" mb="sm">
        The call goes the way of this phone’s calls: same route, limits and prices, and its account pays.
      </Text>
      <BrowserPhone open={() => open({ body: { networkNumber: phone.number } })} />
    </Modal>
  );
}
