import { NavLink, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import { pages } from '../pages.tsx';
import { mayOpen, useSession } from '../session/session.ts';
import { WaitingSignups } from '../signup/WaitingSignups.tsx';
import { Brand, BrandSign } from './Brand.tsx';
import { type MenuItem, menu } from './menu.ts';

type RailProps = { readonly isNarrow: boolean; readonly onToggle: () => void };

/** The menu at the left; narrow it shows icons with tooltips. */
export function Rail({ isNarrow, onToggle }: RailProps) {
  const session = useSession();
  const { pathname } = useLocation();
  const level = session?.staff?.level;
  const isOpenTo = ({ path }: MenuItem) => {
    const page = pages.find((one) => one.path === path);
    return page !== undefined && level !== undefined && mayOpen(level, page.access);
  };
  const groups = menu
    .map(({ title, items }) => ({ title, items: items.filter(isOpenTo) }))
    .filter(({ items }) => items.length > 0);
  const active = activePath(pathname);
  return (
    <div className="k-menu">
      <div className="k-brand">{isNarrow ? <BrandSign /> : <Brand company={session?.companyName ?? ''} />}</div>
      {groups.map((group) => (
        <div key={group.items[0]!.path}>
          {isNarrow || group.title === '' ? (
            <div style={{ height: 8 }} />
          ) : (
            <Text className="k-railgroup" component="h2" m={0}>
              {group.title}
            </Text>
          )}
          {group.items.map((item) => (
            <RailLink key={item.path} item={item} isNarrow={isNarrow} isActive={item.path === active} />
          ))}
        </div>
      ))}
      <Collapse isNarrow={isNarrow} onToggle={onToggle} />
    </div>
  );
}

function Collapse({ isNarrow, onToggle }: RailProps) {
  const words = isNarrow ? 'Show words' : 'Icons only';
  return (
    <Tooltip label={words} position="right" disabled={!isNarrow} openDelay={0}>
      <UnstyledButton onClick={onToggle} visibleFrom="sm" aria-label={words} className="k-collapse">
        {isNarrow ? (
          <IconLayoutSidebarLeftExpand size={18} stroke={1.6} />
        ) : (
          <IconLayoutSidebarLeftCollapse size={18} stroke={1.6} />
        )}
        {isNarrow ? null : <span>Collapse</span>}
      </UnstyledButton>
    </Tooltip>
  );
}

type RailLinkProps = { readonly item: MenuItem; readonly isNarrow: boolean; readonly isActive: boolean };

function RailLink({ item: { path, label, icon: Sign, badge }, isNarrow, isActive }: RailLinkProps) {
  return (
    <Tooltip label={label} position="right" disabled={!isNarrow} openDelay={0}>
      <NavLink
        component={Link}
        to={path}
        active={isActive}
        {...(isActive ? { 'aria-current': 'page' as const } : {})}
        {...(isNarrow ? { 'aria-label': label } : { label })}
        leftSection={<Sign size={18} stroke={1.6} aria-hidden />}
        {...(badge && !isNarrow ? { rightSection: <WaitingSignups /> } : {})}
      />
    </Tooltip>
  );
}

/** The menu item whose address is the longest beginning of this one. */
function activePath(pathname: string): string | undefined {
  const paths = menu.flatMap(({ items }) => items.map(({ path }) => path));
  const fitting = paths.filter((path) => pathname === path || (path !== '/' && pathname.startsWith(`${path}/`)));
  return fitting.sort((a, b) => b.length - a.length)[0];
}
