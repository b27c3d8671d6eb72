import { Button } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconMapQuestion } from '@tabler/icons-react';
import { Link } from 'react-router';
import { EmptyState } from '../../kit/EmptyState.tsx';

/** An address that leads nowhere. */
export function MissingPage() {
  useDocumentTitle('Not found · vspPanel');
  return (
    <EmptyState
      order={1}
      icon={IconMapQuestion}
      title="There is nothing at this address"
      action={
        <Button component={Link} to="/">
          Go to the dashboard
        </Button>
      }
    >
      The link may be old, or the record was never there. Search for the account above, or start from the dashboard.
    </EmptyState>
  );
}
