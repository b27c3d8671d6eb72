import { ActionIcon, Menu } from '@mantine/core';
import { IconDotsVertical, IconLockOpen, IconPin, IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { keepBan, liftBan } from '../../../http/contract/bans.ts';
import { useSend } from '../../api.ts';
import { confirm } from '../../kit/confirm.tsx';
import { notifyDone, notifyProblem } from '../../kit/notify.ts';
import { AddExemptionDrawer } from './AddExemptionDrawer.tsx';
import type { Ban } from './banText.ts';

/** What can be done about a ban in force. */
export function BanMenu({ ban }: { readonly ban: Ban }) {
  const [isExempting, setIsExempting] = useState(false);
  const { lift, keep } = useBanActions(ban);
  const isBan = ban.kind === 'ban';
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon className="k-actions" aria-label={`Actions for ${ban.network}`}>
            <IconDotsVertical size={17} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconLockOpen size={15} />} onClick={lift}>
            {isBan ? 'Lift the ban' : 'Put away'}
          </Menu.Item>
          {isBan && ban.until !== undefined ? (
            <Menu.Item leftSection={<IconPin size={15} />} onClick={keep}>
              Ban until lifted
            </Menu.Item>
          ) : null}
          <Menu.Item leftSection={<IconShieldCheck size={15} />} onClick={() => setIsExempting(true)}>
            Never ban it
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isExempting ? <AddExemptionDrawer network={ban.network} onClose={() => setIsExempting(false)} /> : null}
    </>
  );
}

function useBanActions({ id, network, kind }: Ban) {
  const lifting = useSend(liftBan);
  const keeping = useSend(keepBan);
  const params = { id };
  const send = (done: string, sending: typeof lifting | typeof keeping) =>
    sending.mutate({ params }, { onSuccess: () => notifyDone(done), onError: notifyProblem });
  const lift = () =>
    kind === 'warning'
      ? send('The warning is put away.', lifting)
      : confirm({
          title: `Let ${network} in again?`,
          text: 'Its phones can register and call at once. Five more failures ban it again.',
          verb: 'Lift the ban',
          onConfirm: () => send(`${network} is let in again.`, lifting),
        });
  const keep = () =>
    confirm({
      title: `Ban ${network} until somebody lifts it?`,
      text: 'Phones there cannot register or call any more, not even with the right secret.',
      verb: 'Ban until lifted',
      isDangerous: true,
      onConfirm: () => send(`${network} stays banned.`, keeping),
    });
  return { lift, keep };
}
