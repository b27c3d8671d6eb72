import { AppShell, Burger, Group, ScrollArea } from '@mantine/core';
import { useDisclosure, useLocalStorage } from '@mantine/hooks';
import { useEffect } from 'react';
import { Outlet, ScrollRestoration, useLocation } from 'react-router';
import { useLive } from '../../live.ts';
import { useSession } from '../session/session.ts';
import { Rail } from './Rail.tsx';
import { TopBar } from './TopBar.tsx';

/** The frame around every page: rail, top bar, content. */
export function Shell() {
  useLive(!useSession()?.hasExpired);
  const [isOpen, { toggle, close }] = useDisclosure(false);
  const [isNarrow, setIsNarrow] = useLocalStorage({ key: 'vsppanel-rail-narrow', defaultValue: false });
  const { pathname } = useLocation();
  // On a phone the menu closes when a page opens.
  useEffect(() => {
    if (pathname) close();
  }, [pathname, close]);
  return (
    <AppShell
      layout="alt"
      header={{ height: 52 }}
      navbar={{ width: isNarrow ? 60 : 216, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={{ base: 'sm', sm: 'lg' }}
      withBorder={false}
    >
      <a className="k-skip" href="#content">
        Skip to content
      </a>
      <AppShell.Header className="k-top">
        <Group h="100%" px="sm" gap="sm" wrap="nowrap">
          <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Menu" />
          <TopBar />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className="k-rail" aria-label="Menu">
        <ScrollArea h="100%" type="hover">
          <Rail isNarrow={isNarrow && !isOpen} onToggle={() => setIsNarrow((narrow) => !narrow)} />
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} style={{ outline: 'none' }}>
        <div style={{ maxWidth: 1360, marginInline: 'auto' }}>
          <Outlet />
        </div>
      </AppShell.Main>
      <ScrollRestoration />
    </AppShell>
  );
}
