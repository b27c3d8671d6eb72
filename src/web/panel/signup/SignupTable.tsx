import type { ReactNode } from 'react';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { listSignups } from '../../../http/contract/signups.ts';
import { usePages } from '../../api.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { Time } from '../../kit/Time.tsx';
import { SignupStateBadge } from './SignupStateBadge.tsx';
import { siteText } from './words.ts';

type Row = AnswerOf<typeof listSignups>['items'][number];
type SignupTableProps = {
  readonly label: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly isStateShown: boolean;
  readonly empty: ReactNode;
};

/** Signups, newest first; a row opens the signup. */
export function SignupTable({ label, query, isStateShown, empty }: SignupTableProps) {
  const list = usePages(listSignups, { query });
  return (
    <div className="k-card">
      <DataTable
        label={label}
        columns={isStateShown ? [...columns, ...decision] : columns}
        {...list}
        keyOf={(row) => row.id}
        hrefOf={(row) => `/new-accounts/${row.id}`}
        empty={empty}
      />
    </div>
  );
}

const columns: readonly Column<Row>[] = [
  { key: 'name', title: 'Name', cell: (row) => row.name },
  { key: 'email', title: 'E-mail', cell: (row) => row.email },
  { key: 'phone', title: 'Phone', cell: (row) => <span className="k-num">{row.phone}</span> },
  { key: 'city', title: 'City', cell: (row) => row.city },
  { key: 'form', title: 'Form', cell: (row) => row.formName },
  { key: 'site', title: 'Sent from', cell: (row) => siteText(row.site) },
  { key: 'at', title: 'Received', align: 'right', cell: (row) => <Time at={row.receivedAt} /> },
];
const decision: readonly Column<Row>[] = [
  { key: 'state', title: 'State', cell: (row) => <SignupStateBadge state={row.state} /> },
  { key: 'by', title: 'Decided by', cell: (row) => row.decidedBy ?? '' },
];
