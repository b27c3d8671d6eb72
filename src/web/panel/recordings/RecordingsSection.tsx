import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { listRecordings } from '../../../http/contract/recordings.ts';
import { useAnswer } from '../../api.ts';
import { DataTable } from '../../kit/DataTable.tsx';
import { Section } from '../../kit/Section.tsx';
import { useMay } from '../session/session.ts';
import { recordingColumns } from './RecordingTable.tsx';

type Of =
  | { readonly callId: string; readonly accountId?: undefined }
  | { readonly accountId: string; readonly callId?: undefined };

/** The newest recordings of one call or of one account; nothing at all where there are none, or where they are not to be heard. */
export function RecordingsSection(of: Of) {
  return useMay('recording.listen') ? <Found of={of} /> : null;
}

function Found({ of: { callId, accountId } }: { readonly of: Of }) {
  const query = { limit: 5, ...(callId === undefined ? { accountId } : { callId }) };
  const { data } = useAnswer(listRecordings, { query });
  if (!data || data.items.length === 0) return null;
  const left = callId === undefined ? ['account'] : ['when'];
  return (
    <Section
      title="Recordings"
      help="Each hearing stands in the history of the account."
      isFlush
      aside={
        accountId === undefined ? null : (
          <Anchor component={Link} to={`/recordings?accountId=${accountId}`} size="sm">
            All recordings
          </Anchor>
        )
      }
    >
      <DataTable
        label="Recordings"
        columns={recordingColumns.filter(({ key }) => !left.includes(key))}
        rows={data.items}
        keyOf={(row) => row.id}
        empty={null}
      />
    </Section>
  );
}
