import { ActionIcon, Menu } from '@mantine/core';
import { IconCopy, IconDotsVertical, IconEdit, IconTrash } from '@tabler/icons-react';
import { removeRoute } from '../../../http/contract/network.ts';
import { useSend } from '../../api.ts';
import { confirm } from '../../kit/confirm.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import type { RouteRow } from './routeValues.ts';

type RouteMenuProps = { readonly route: RouteRow; readonly onEdit: () => void; readonly onCopy: () => void };

/** What can be done with one route. */
export function RouteMenu({ route, onEdit, onCopy }: RouteMenuProps) {
  const removal = useSend(removeRoute);
  const remove = () =>
    confirm({
      title: `Remove the route “${route.name}”?`,
      text: 'Its rules go with it. Its providers stay.',
      verb: 'Remove',
      isDangerous: true,
      onConfirm: () =>
        removal.mutate(
          { params: { id: route.id } },
          { onSuccess: () => notifyDone(`“${route.name}” is removed.`), onError: notifyProblem },
        ),
    });
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon className="k-actions" aria-label={`Actions for ${route.name}`}>
          <IconDotsVertical size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconEdit size={15} />} onClick={onEdit}>
          Edit
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy size={15} />} onClick={onCopy}>
          Copy
        </Menu.Item>
        <Menu.Item color="red" leftSection={<IconTrash size={15} />} onClick={remove}>
          Remove
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
