import { Anchor, Button, Group, Text } from '@mantine/core';
import { Link, useNavigate } from 'react-router';
import { listRates } from '../../../http/contract/billingPackages.ts';
import { getOwnPrices, openOwnPrices } from '../../../http/contract/bundles.ts';
import { useAnswer, usePages, useSend } from '../../api.ts';
import { notifyProblem } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';
import { RateTable } from '../billingPackages/RateTable.tsx';
import { useCurrency, useMay } from '../session/session.ts';

/** Prices that this account alone has, before those of its package. */
export function OwnPricesSection({ accountId }: { readonly accountId: string }) {
  const open = useSend(openOwnPrices);
  const navigate = useNavigate();
  const mayChange = useMay('billing_package.change');
  const { data } = useAnswer(getOwnPrices, { params: { id: accountId } });
  const edit = () =>
    open.mutate(
      { params: { id: accountId } },
      { onSuccess: ({ billingPackageId }) => void navigate(`/billing-packages/${billingPackageId}`), onError: notifyProblem },
    );
  return (
    <Section
      title="Own prices"
      help="The longest prefix decides; where an own price and one of the package are for the same prefix, the own one."
      aside={
        <Group gap="sm">
          <Anchor component={Link} to={`/price-check?account=${accountId}`} size="sm">
            Check a price
          </Anchor>
          {mayChange ? (
            <Button variant="default" size="xs" onClick={edit} loading={open.isPending}>
              {data?.billingPackageId ? 'Change own prices' : 'Give own prices'}
            </Button>
          ) : null}
        </Group>
      }
      isFlush={Boolean(data?.billingPackageId)}
    >
      {data?.billingPackageId ? (
        <OwnRates packageId={data.billingPackageId} />
      ) : (
        <Text c="dimmed">None: the prices of the billing package.</Text>
      )}
    </Section>
  );
}

function OwnRates({ packageId }: { readonly packageId: string }) {
  const list = usePages(listRates, { params: { id: packageId }, query: {} });
  const currency = useCurrency();
  return (
    <RateTable
      {...list}
      currency={currency}
      empty={
        <Text c="dimmed" p="md">
          The list is empty: the prices of the billing package hold.
        </Text>
      }
    />
  );
}
