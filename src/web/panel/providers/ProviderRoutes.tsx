import { Badge, Button, Group, Tooltip } from '@mantine/core';
import { changeRoute, listRoutes } from '../../../http/contract/network.ts';
import { useAnswer, useSend } from '../../api.ts';
import { confirm } from '../../kit/confirm.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { withFirst } from '../routes/routeValues.ts';
import { useMay } from '../session/session.ts';
import type { Provider } from './providerValues.ts';

/** The routes that name a provider. One that none names gets no calls: the commonest slip of who adds a second carrier. */
export function ProviderRoutes({ provider }: { readonly provider: Provider }) {
  const { routeNames } = provider.live;
  if (routeNames.length > 0) return routeNames.join(', ');
  return (
    <Group gap={6} wrap="nowrap">
      <Tooltip label="No rule of a route names it, so it gets no calls." multiline maw={320}>
        <Badge color="yellow" style={{ flexShrink: 0 }}>
          In no route
        </Badge>
      </Tooltip>
      <UseIt provider={provider} />
    </Group>
  );
}

/** One click puts it first in the default route. */
function UseIt({ provider: { id, name } }: { readonly provider: Provider }) {
  const mayChange = useMay('route.change');
  const { data } = useAnswer(listRoutes, {}, { enabled: mayChange });
  const change = useSend(changeRoute);
  const route = data?.items.find(({ isDefault }) => isDefault);
  if (!mayChange || !route) return null;
  const use = () =>
    confirm({
      title: `Send calls to ${name}?`,
      text: `It is put first in the route “${route.name}”, for every number that no other rule takes; where that rule goes by cost or weight, it takes part. Who is there now stays, and gets the calls when ${name} is full or fails.`,
      verb: 'Send calls there',
      onConfirm: () =>
        change.mutate(
          { params: { id: route.id }, body: { ...withFirst(route, id), version: route.version } },
          { onSuccess: () => notifyDone(`The next call of “${route.name}” goes to ${name}.`), onError: notifyProblem },
        ),
    });
  return (
    <Button variant="default" size="compact-xs" onClick={use} loading={change.isPending} aria-label={`Use ${name}`}>
      Use it
    </Button>
  );
}
