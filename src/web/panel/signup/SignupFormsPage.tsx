import { Anchor, Badge, Button } from '@mantine/core';
import { IconForms, IconPlus } from '@tabler/icons-react';
import { Link } from 'react-router';
import { signupWords } from '../../../core/accounts/signupWords.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { listSignupForms } from '../../../http/contract/signupForms.ts';
import { useAnswer } from '../../api.ts';
import { type Column, DataTable } from '../../kit/DataTable.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';

type Row = AnswerOf<typeof listSignupForms>['items'][number];

/** The operator's signup forms. */
export function SignupFormsPage() {
  const { data, error, refetch } = useAnswer(listSignupForms, {});
  const add = (
    <Button component={Link} to="/signup-forms/new" leftSection={<IconPlus size={16} />}>
      Add signup form
    </Button>
  );
  return (
    <>
      <PageHeader title="Signup Forms" help="Pages and snippets through which customers sign up by themselves.">
        {add}
      </PageHeader>
      <div className="k-card">
        <DataTable
          label="Signup forms"
          columns={columns}
          rows={data?.items}
          keyOf={(row) => row.id}
          hrefOf={(row) => `/signup-forms/${row.id}`}
          error={error}
          onRetry={() => void refetch()}
          empty={
            <EmptyState icon={IconForms} title="No signup form yet" action={add}>
              A form has a page of its own that you can link to at once, and HTML for your own site.
            </EmptyState>
          }
        />
      </div>
    </>
  );
}

const columns: readonly Column<Row>[] = [
  { key: 'name', title: 'Name', cell: (row) => row.name },
  {
    key: 'state',
    title: 'State',
    cell: (row) => <Badge color={row.isActive ? 'green' : 'gray'}>{row.isActive ? 'Open' : 'Closed'}</Badge>,
  },
  { key: 'language', title: 'Language', cell: (row) => signupWords[row.language].name },
  { key: 'approval', title: 'Approval', cell: (row) => (row.approval === 'automatic' ? 'Automatic' : 'By staff') },
  { key: 'waiting', title: 'Waiting', align: 'right', cell: (row) => <span className="k-num">{row.waiting}</span> },
  { key: 'approved', title: 'Approved', align: 'right', cell: (row) => <span className="k-num">{row.approved}</span> },
  { key: 'total', title: 'Signups', align: 'right', cell: (row) => <span className="k-num">{row.total}</span> },
  {
    key: 'page',
    title: 'Page',
    cell: (row) => (
      <Anchor href={`/signup/${row.code}`} target="_blank" rel="noopener" size="sm">
        Open the page
      </Anchor>
    ),
  },
];
