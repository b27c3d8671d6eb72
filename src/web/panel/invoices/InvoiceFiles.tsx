import { Button, Menu } from '@mantine/core';
import { IconDownload, IconMail, IconPrinter } from '@tabler/icons-react';
import { getInvoiceFile, mailInvoice } from '../../../http/contract/invoiceLayout.ts';
import { fileAddress, useSend } from '../../api.ts';
import { confirm } from '../../kit/confirm.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { useMay } from '../session/session.ts';
import type { Invoice } from './invoice.ts';

const kinds = [
  ['pdf', 'PDF'],
  ['html', 'HTML'],
  ['xml', 'E-invoice (UBL)'],
] as const;

/** Download, print and e-mail of an invoice as it was issued. */
export function InvoiceFiles({ invoice }: { readonly invoice: Invoice }) {
  const send = useSend(mailInvoice);
  const maySend = useMay('invoice.send');
  const file = (query: object) => fileAddress(getInvoiceFile, { params: { id: invoice.id }, query });
  const mail = () =>
    confirm({
      title: `E-mail ${invoice.number}?`,
      text: `It goes to the e-mail address of ${invoice.customerName}, with the PDF attached.`,
      verb: 'Send',
      onConfirm: () => {
        send
          .mutateAsync({ params: { id: invoice.id } })
          .then(({ to }) => notifyDone(`On its way to ${to}.`))
          .catch(notifyProblem);
      },
    });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconDownload size={16} />}>
            Download
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {kinds.map(([kind, label]) => (
            <Menu.Item key={kind} component="a" href={file({ kind })} download>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button
        variant="default"
        leftSection={<IconPrinter size={16} />}
        component="a"
        href={file({ kind: 'html', view: 'show' })}
        target="_blank"
        rel="noopener"
      >
        Print view
      </Button>
      {maySend ? (
        <Button variant="default" leftSection={<IconMail size={16} />} onClick={mail} loading={send.isPending}>
          E-mail
        </Button>
      ) : null}
    </>
  );
}
