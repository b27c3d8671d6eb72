import { Button, FileInput, Group, Progress, Select, Stack, Text } from '@mantine/core';
import { IconFileSpreadsheet, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { listDeckSources } from '../../../http/contract/decks.ts';
import { useAnswer } from '../../api.ts';
import { Problem } from '../../kit/Problem.tsx';
import { Section } from '../../kit/Section.tsx';
import { uploadFile } from './uploadFile.ts';

/** Choose a file and where it comes from; it is sent in pieces and opens as an import. */
export function UploadSection({ packageId }: { readonly packageId: string }) {
  const sources = useAnswer(listDeckSources, {}).data?.items ?? [];
  const navigate = useNavigate();
  const [file, setFile] = useState<File | null>(null);
  const [sourceId, setSourceId] = useState('');
  const [share, setShare] = useState<number>();
  const [error, setError] = useState<unknown>();
  const send = async () => {
    if (!file) return;
    setError(undefined);
    setShare(0);
    try {
      const { id } = await uploadFile(packageId, file, sourceId, setShare);
      await navigate(`/deck-imports/${id}`);
    } catch (problem) {
      setError(problem);
      setShare(undefined);
    }
  };
  return (
    <Section
      title="Import a file"
      help="CSV or XLSX, up to 200 MB. Nothing changes until you have seen what it would do and said yes."
    >
      <Stack gap="sm">
        {error ? <Problem error={error} /> : null}
        <Group align="flex-end" gap="sm">
          <FileInput
            label="File"
            placeholder="Choose a file"
            accept=".csv,.txt,.tsv,.xlsx"
            leftSection={<IconFileSpreadsheet size={16} />}
            value={file}
            onChange={setFile}
            w={300}
            clearable
          />
          <Select
            label="Source"
            placeholder="A new one"
            description={sources.length === 0 ? 'You can name it in the next step.' : 'How it writes its files is remembered.'}
            data={sources.map(({ id, name }) => ({ value: id, label: name }))}
            value={sourceId === '' ? null : sourceId}
            onChange={(value) => setSourceId(value ?? '')}
            clearable
            w={260}
          />
          <Button
            leftSection={<IconUpload size={16} />}
            disabled={!file}
            loading={share !== undefined}
            onClick={() => void send()}
          >
            Upload
          </Button>
        </Group>
        {share === undefined ? null : (
          <div>
            <Progress value={share * 100} aria-label="Upload" />
            <Text size="xs" c="dimmed">
              {Math.floor(share * 100)} % sent
            </Text>
          </div>
        )}
      </Stack>
    </Section>
  );
}
