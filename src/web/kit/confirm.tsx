import { Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import type { ReactNode } from 'react';

type Question = {
  readonly title: string;
  readonly text: ReactNode;
  /** The verb on the button: "Hang up", not "OK". */
  readonly verb: string;
  /** What the other button says. */
  readonly cancel?: string;
  readonly isDangerous?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel?: () => void;
};

/** Asks once before something that cannot be taken back. */
export function confirm({ title, text, verb, cancel = 'Cancel', isDangerous = false, onConfirm, onCancel }: Question): void {
  modals.openConfirmModal({
    title,
    children: <Text>{text}</Text>,
    labels: { confirm: verb, cancel },
    confirmProps: isDangerous ? { color: 'red' } : {},
    onConfirm,
    ...(onCancel ? { onCancel } : {}),
  });
}
