import { Skeleton, Tabs } from '@mantine/core';
import type { ComponentType } from 'react';
import { useNavigate, useParams } from 'react-router';
import { Refusal } from '../../../core/base/refusal.ts';
import { getAccount } from '../../../http/contract/accounts.ts';
import { useAnswer } from '../../api.ts';
import { Problem } from '../../kit/Problem.tsx';
import { NumbersTab } from '../incomingNumbers/NumbersTab.tsx';
import { MissingPage } from '../shell/MissingPage.tsx';
import { AccountHeader } from './AccountHeader.tsx';
import type { Account } from './accountValues.ts';
import { CallsTab } from './CallsTab.tsx';
import { EditTab } from './EditTab.tsx';
import { HistoryTab } from './HistoryTab.tsx';
import { MoneyTab } from './MoneyTab.tsx';
import { NotesTab } from './NotesTab.tsx';
import { OverviewTab } from './OverviewTab.tsx';
import { PhonesTab } from './PhonesTab.tsx';

type TabProps = { readonly account: Account };
type Tab = { readonly path: string; readonly label: string; readonly content: ComponentType<TabProps> };

const tabs: readonly Tab[] = [
  { path: '', label: 'Overview', content: OverviewTab },
  { path: 'phones', label: 'Phones', content: PhonesTab },
  { path: 'numbers', label: 'Numbers', content: NumbersTab },
  { path: 'calls', label: 'Calls', content: CallsTab },
  { path: 'money', label: 'Money', content: MoneyTab },
  { path: 'edit', label: 'Edit', content: EditTab },
  { path: 'notes', label: 'Notes', content: NotesTab },
  { path: 'history', label: 'History', content: HistoryTab },
];

/** One customer; each tab has its own address. */
export function AccountPage() {
  const { id = '', tab = '' } = useParams();
  const { data: account, error, refetch } = useAnswer(getAccount, { params: { id } });
  const chosen = tabs.find(({ path }) => path === tab);
  if (!chosen || (error instanceof Refusal && error.code === 'not_found')) return <MissingPage />;
  if (error && !account) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!account) return <Skeleton h={320} />;
  const Content = chosen.content;
  return (
    <>
      <AccountHeader account={account} tab={chosen.path === '' ? '' : chosen.label} />
      <AccountTabs id={account.id} tab={chosen.path}>
        <Content key={account.id} account={account} />
      </AccountTabs>
    </>
  );
}

type AccountTabsProps = { readonly id: string; readonly tab: string; readonly children: React.ReactNode };

function AccountTabs({ id, tab, children }: AccountTabsProps) {
  const navigate = useNavigate();
  const open = (path: string | null) => void navigate(path ? `/accounts/${id}/${path}` : `/accounts/${id}`);
  return (
    <Tabs
      value={tab === '' ? 'overview' : tab}
      onChange={(value) => open(value === 'overview' ? '' : value)}
      activateTabWithKeyboard={false}
    >
      <Tabs.List mb="md" aria-label="Parts of the account" className="k-scrolltabs">
        {tabs.map(({ path, label }) => (
          <Tabs.Tab key={path} value={path === '' ? 'overview' : path}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={tab === '' ? 'overview' : tab}>{children}</Tabs.Panel>
    </Tabs>
  );
}
