import { Button } from '@mantine/core';
import { IconHistory, IconUserQuestion } from '@tabler/icons-react';
import { Link } from 'react-router';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { useMay } from '../session/session.ts';
import { SignupTable } from './SignupTable.tsx';

/** Signups that wait for a decision. */
export function NewAccountsPage() {
  const mayMakeForms = useMay('signup_form.change');
  return (
    <>
      <PageHeader title="New Accounts" help="People who signed up and wait for you: approve makes the account, reject does not.">
        <Button component={Link} to="/signup-history" variant="default" leftSection={<IconHistory size={16} />}>
          Signup History
        </Button>
      </PageHeader>
      <SignupTable
        label="New accounts"
        query={{ state: 'waiting' }}
        isStateShown={false}
        empty={
          <EmptyState
            icon={IconUserQuestion}
            title="Nobody is waiting"
            action={
              mayMakeForms ? (
                <Button component={Link} to="/signup-forms" variant="default">
                  Signup Forms
                </Button>
              ) : null
            }
          >
            Who signs up through one of your forms stands here until somebody decides.
          </EmptyState>
        }
      />
    </>
  );
}
