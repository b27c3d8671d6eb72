import { NavLink, Tooltip, UnstyledButton } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconChevronDown, IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import { pages } from '../pages.tsx';
import { mayOpen, useSession } from '../session/session.ts';
import { WaitingSignups } from '../signup/WaitingSignups.tsx';
import { Brand, BrandSign } from './Brand.tsx';
import { type MenuGroup, type MenuItem, menu } from './menu.ts';

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
        <RailGroup key={group.items[0]!.path} group={group} isNarrow={isNarrow} active={active} />
      ))}
      <Collapse isNarrow={isNarrow} onToggle={onToggle} />
    </div>
  );
}

type RailGroupProps = { readonly group: MenuGroup; readonly isNarrow: boolean; readonly active: string | undefined };

/** A group of the menu. Whoever never uses one folds it away; this browser remembers, and the page that is open always shows. */
function RailGroup({ group: { title, items }, isNarrow, active }: RailGroupProps) {
  const [folded, setFolded] = useLocalStorage<readonly string[]>({ key: 'vsppanel-menu-folded', defaultValue: [] });
  const isFolded = !isNarrow && folded.includes(title);
  const toggle = () => setFolded((before) => (isFolded ? before.filter((one) => one !== title) : [...before, title]));
  const shown = isFolded ? items.filter(({ path }) => path === active) : items;
  return (
    <div>
      {isNarrow || title === '' ? (
        <div style={{ height: 8 }} />
      ) : (
        <h2 className="k-railgroup">
          <UnstyledButton onClick={toggle} aria-expanded={!isFolded}>
            {title}
            <IconChevronDown size={14} stroke={2} aria-hidden />
          </UnstyledButton>
        </h2>
      )}
      {shown.map((item) => (
        <RailLink key={item.path} item={item} isNarrow={isNarrow} isActive={item.path === active} />
      ))}
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
