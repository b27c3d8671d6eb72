import { Alert, Button, Text } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import type { addVoucherBatch } from '../../../http/contract/vouchers.ts';
import { saveFile, toCsv } from '../../kit/csv.ts';
import { LeaveGuard } from '../../kit/LeaveGuard.tsx';
import { Money } from '../../kit/Money.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';

type NewVouchersProps = { readonly made: AnswerOf<typeof addVoucherBatch>; readonly onDone: () => void };

/** The codes that were just made: to print or save, now or never. */
export function NewVouchers({ made: { batch, codes }, onDone }: NewVouchersProps) {
  const save = () =>
    saveFile(
      `vouchers-${batch.id}.csv`,
      toCsv(
        ['Code', 'Worth', 'Currency', 'Good until'],
        codes.map((code) => [code, batch.amount, batch.currency, batch.expiresOn ?? '']),
      ),
    );
  return (
    <>
      <LeaveGuard isDirty={() => true} />
      <PageHeader title={`Vouchers: ${batch.name}`}>
        <Button variant="default" leftSection={<IconDownload size={16} />} onClick={save}>
          Save CSV
        </Button>
        <Button variant="default" leftSection={<IconPrinter size={16} />} onClick={() => window.print()}>
          Print
        </Button>
        <Button onClick={onDone}>I have them</Button>
      </PageHeader>
      <Alert color="yellow" mb="md" className="k-noprint" title="This is the only time that these codes are shown">
        Print them or save the file. Afterwards nobody can read them, not even here; lost ones are cancelled and made anew.
      </Alert>
      <div className="k-vouchers">
        {codes.map((code) => (
          <div key={code} className="k-card k-voucher">
            <Text size="sm" c="dimmed">
              {batch.name}
            </Text>
            <Text fw={650} size="lg">
              <Money value={batch.amount} currency={batch.currency} />
            </Text>
            <Text className="k-num" fw={600}>
              {code}
            </Text>
            <Text size="xs" c="dimmed">
              {batch.expiresOn === null ? 'Good for ever' : `Good until ${batch.expiresOn}`}
            </Text>
          </div>
        ))}
      </div>
    </>
  );
}
