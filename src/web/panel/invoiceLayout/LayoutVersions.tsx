import { Badge, Button, Group, Table, Text } from '@mantine/core';
import { listInvoiceLayouts, restoreInvoiceLayout } from '../../../http/contract/invoiceLayout.ts';
import { usePages, useSend } from '../../api.ts';
import { confirm } from '../../kit/confirm.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { Problem } from '../../kit/Problem.tsx';
import { Scroll } from '../../kit/Scroll.tsx';
import { Section } from '../../kit/Section.tsx';
import { Time } from '../../kit/Time.tsx';
import type { Layout } from './draft.ts';

type Props = { readonly current: Layout; readonly onRestored: (layout: Layout) => void };

/** Every version that there was, and the way back to it. */
export function LayoutVersions({ current, onRestored }: Props) {
  const { rows, error, isMore, isLoadingMore, onMore, onRetry } = usePages(listInvoiceLayouts, { query: { limit: 20 } });
  const restore = useSend(restoreInvoiceLayout);
  const ask = (id: string) =>
    confirm({
      title: `Restore version ${id}?`,
      text: 'It becomes a new version, for invoices issued from now on. What you typed and did not save is dropped.',
      verb: 'Restore',
      onConfirm: () => {
        restore
          .mutateAsync({ params: { id }, body: { before: current.id } })
          .then((layout) => {
            notifyDone('Restored.');
            onRestored(layout);
          })
          .catch(notifyProblem);
      },
    });
  if (error && !rows) return <Problem error={error} onRetry={onRetry} />;
  return (
    <Section title="Versions" help="An invoice keeps the version that it was issued with.">
      <Scroll label="Versions">
        <Table verticalSpacing={4}>
          <Table.Tbody>
            {(rows ?? []).map((one) => (
              <Table.Tr key={one.id}>
                <Table.Td>
                  <Group gap="xs">
                    <Text>Version {one.id}</Text>
                    {one.id === current.id ? <Badge variant="light">In force</Badge> : null}
                    {one.isBuiltIn ? <Badge variant="default">Built in</Badge> : null}
                    {one.restoresId === null ? null : <Text c="dimmed">as version {one.restoresId}</Text>}
                  </Group>
                </Table.Td>
                <Table.Td>
                  <Time at={one.createdAt} style="full" />
                </Table.Td>
                <Table.Td>{one.createdBy}</Table.Td>
                <Table.Td ta="right">
                  {one.id === current.id ? null : (
                    <Button size="compact-xs" variant="default" onClick={() => ask(one.id)}>
                      Restore
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Scroll>
      {isMore ? (
        <Button mt="xs" size="xs" variant="default" onClick={onMore} loading={isLoadingMore}>
          Show more
        </Button>
      ) : null}
    </Section>
  );
}
