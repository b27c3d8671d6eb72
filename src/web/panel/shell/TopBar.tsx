import {
  ActionIcon,
  Badge,
  Group,
  Kbd,
  Menu,
  TextInput,
  Tooltip,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconChevronDown, IconLogout, IconMoon, IconSearch, IconSun, IconUserCircle } from '@tabler/icons-react';
import { type FormEvent, useRef } from 'react';
import { Link, useNavigate } from 'react-router';
import { listLiveCalls } from '../../../http/contract/liveCalls.ts';
import { getStatus } from '../../../http/contract/network.ts';
import { useAnswer } from '../../api.ts';
import { leave } from '../session/leave.ts';
import { useSession } from '../session/session.ts';

/** Search, live calls, health, colour scheme and who is signed in. */
export function TopBar() {
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm" style={{ flex: 1, minWidth: 0 }}>
      <AccountSearch />
      <Group gap="xs" wrap="nowrap">
        <LivePill />
        <HealthDot />
        <SchemeToggle />
        <UserMenu />
      </Group>
    </Group>
  );
}

function AccountSearch() {
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => input.current?.focus()]]);
  const search = (event: FormEvent) => {
    event.preventDefault();
    const text = input.current?.value.trim() ?? '';
    void navigate(text === '' ? '/accounts' : `/accounts?search=${encodeURIComponent(text)}`);
    input.current?.blur();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: Chromium announces a form with this role as the search of the page.
    <form role="search" onSubmit={search} style={{ flex: '0 1 26rem', minWidth: 0 }}>
      <TextInput
        ref={input}
        size="xs"
        aria-label="Search accounts"
        placeholder="Search accounts: name, number, e-mail"
        leftSection={<IconSearch size={15} aria-hidden />}
        rightSection={<Kbd size="xs">/</Kbd>}
        maxLength={100}
        onKeyDown={(event) => event.key === 'Escape' && input.current?.blur()}
      />
    </form>
  );
}

function LivePill() {
  const count = useAnswer(listLiveCalls, {}, { refetchInterval: 30_000 }).data?.total;
  const words = count === 1 ? '1 live call' : `${count ?? '–'} live calls`;
  return (
    <Badge
      component={Link}
      to="/live-calls"
      size="lg"
      color={count ? 'green' : 'gray'}
      style={{ cursor: 'pointer' }}
      leftSection={<span className="k-live" data-state={count ? 'good' : 'none'} {...(count ? { 'data-moving': true } : {})} />}
      aria-label={words}
    >
      <span className="k-num">
        {count ?? '–'}
        <span className="mantine-visible-from-sm"> live</span>
      </span>
    </Badge>
  );
}

function HealthDot() {
  const { data: status, error } = useAnswer(getStatus, {}, { refetchInterval: 30_000 });
  const isKnown = status !== undefined && !error;
  const { words, state } = healthOf(isKnown ? status.isHealthy : undefined, error);
  return (
    <Tooltip label={words}>
      <ActionIcon component={Link} to="/status" aria-label={`Status: ${words}`}>
        <span className="k-live" data-state={state} style={{ width: 10, height: 10 }} />
      </ActionIcon>
    </Tooltip>
  );
}

function healthOf(isHealthy: boolean | undefined, error: Error | null) {
  if (isHealthy === true) return { words: 'All parts work', state: 'good' };
  if (isHealthy === false) return { words: 'Something needs attention', state: 'warn' };
  return error ? { words: error.message, state: 'bad' } : { words: 'Asking', state: 'none' };
}

function SchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  const words = isDark ? 'Light colours' : 'Dark colours';
  return (
    <Tooltip label={words}>
      <ActionIcon aria-label={words} onClick={() => setColorScheme(isDark ? 'light' : 'dark')}>
        {isDark ? <IconSun size={18} stroke={1.6} /> : <IconMoon size={18} stroke={1.6} />}
      </ActionIcon>
    </Tooltip>
  );
}

function UserMenu() {
  const staff = useSession()?.staff;
  if (!staff) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <UnstyledButton px={4} aria-label={`Signed in as ${staff.name}`}>
          <Group gap={4} wrap="nowrap">
            <span className="mantine-visible-from-sm">{staff.name}</span>
            <IconChevronDown size={15} aria-hidden />
          </Group>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {staff.userName} · {staff.level === 'administrator' ? 'Administrator' : 'Super User'}
        </Menu.Label>
        <Menu.Item component={Link} to="/profile" leftSection={<IconUserCircle size={15} />}>
          Profile
        </Menu.Item>
        <Menu.Item component={Link} to="/help/shortcuts">
          Keyboard shortcuts
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => void leave()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
