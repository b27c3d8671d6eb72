import { Alert, Button, Checkbox, Drawer, FileInput, Group, ScrollArea, Select, Stack, Table, Text } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { type CsvMapping, importStatement } from '../../../http/contract/bankLines.ts';
import { useSend } from '../../api.ts';
import { notifyDone } from '../../kit/notify.ts';
import { Problem } from '../../kit/Problem.tsx';
import { guessDelimiter, previewCells } from './csvPreview.ts';

type Read = { readonly name: string; readonly text: string; readonly isXml: boolean };
const firstMapping: CsvMapping = {
  ...{ delimiter: ',', hasHeader: true, date: 0, dateOrder: 'ymd', amount: 1, decimalSign: '.' },
  ...{ payer: null, text: null, reference: null, currency: null },
};

/** A file of the bank: camt.053 is read as it is, of a CSV the columns are named first. */
export function ImportDrawer({ onClose }: { readonly onClose: () => void }) {
  const [file, setFile] = useState<Read>();
  const [mapping, setMapping] = useState<CsvMapping>(firstMapping);
  const send = useSend(importStatement);
  const read = async (chosen: File | null) => {
    send.reset();
    if (!chosen) return setFile(undefined);
    const text = await chosen.text();
    const isXml = /^\s*</.test(text.replace(/^\uFEFF/, ''));
    if (!isXml) setMapping({ ...mapping, delimiter: guessDelimiter(text) });
    return setFile({ name: chosen.name, text, isXml });
  };
  const take = () => {
    if (!file) return;
    const { name: fileName, text, isXml } = file;
    const body = isXml ? { format: 'camt053' as const, fileName, text } : { format: 'csv' as const, fileName, text, mapping };
    send.mutate(
      { body },
      {
        onSuccess: ({ added, known, skipped }) => {
          notifyDone(`${added} new lines. ${known} were known, ${skipped} are no money received.`);
          onClose();
        },
      },
    );
  };
  return (
    <Drawer opened onClose={onClose} size="xl" title="Import a bank statement">
      <Stack>
        <FileInput
          label="File"
          description="camt.053 (XML) or CSV, at most 4 MB"
          placeholder="Choose a file"
          accept=".xml,.csv,.txt"
          onChange={(chosen) => void read(chosen)}
          leftSection={<IconFileImport size={16} />}
          clearable
        />
        {send.error ? <Problem error={send.error} lines={faultLines(send.error)} /> : null}
        {file && !file.isXml ? <Mapping text={file.text} mapping={mapping} onChange={setMapping} /> : null}
        {file?.isXml ? <Alert color="blue" title="This is XML: its fields are known, nothing to choose." /> : null}
        <Text c="dimmed" size="sm">
          Nothing is booked by importing. Lines that were imported before are passed over.
        </Text>
        <Button onClick={take} disabled={!file} loading={send.isPending} style={{ alignSelf: 'flex-start' }}>
          Import
        </Button>
      </Stack>
    </Drawer>
  );
}

const faultLines = (error: Error): readonly string[] =>
  'faults' in error ? (error.faults as readonly { readonly message: string }[]).map((one) => one.message) : [];

type MappingProps = { readonly text: string; readonly mapping: CsvMapping; readonly onChange: (mapping: CsvMapping) => void };

/** Which column is what, with the first lines of the file below. */
function Mapping({ text, mapping, onChange }: MappingProps) {
  const cells = previewCells(text, mapping.delimiter);
  const columns = (cells[0] ?? []).map((cell, index) => ({
    value: String(index),
    label: mapping.hasHeader && cell.trim() !== '' ? cell : `Column ${index + 1}`,
  }));
  const set = (change: Partial<CsvMapping>) => onChange({ ...mapping, ...change });
  const needed = (name: 'date' | 'amount', label: string) => (
    <Select
      label={label}
      data={columns}
      value={String(mapping[name])}
      onChange={(value) => set({ [name]: Number(value) })}
      allowDeselect={false}
    />
  );
  const optional = (name: 'payer' | 'text' | 'reference' | 'currency', label: string) => (
    <Select
      label={label}
      placeholder="None"
      clearable
      data={columns}
      value={mapping[name] === null ? null : String(mapping[name])}
      onChange={(value) => set({ [name]: value === null ? null : Number(value) })}
    />
  );
  return (
    <Stack gap="sm">
      <div className="k-fields">
        <Select
          label="Separator"
          data={[
            { value: ',', label: 'Comma' },
            { value: ';', label: 'Semicolon' },
            { value: '\t', label: 'Tab' },
            { value: '|', label: 'Bar' },
          ]}
          value={mapping.delimiter}
          onChange={(value) => set({ delimiter: value as CsvMapping['delimiter'] })}
          allowDeselect={false}
        />
        {needed('date', 'Date')}
        <Select
          label="Dates are written"
          data={[
            { value: 'ymd', label: '2027-03-31' },
            { value: 'dmy', label: '31.03.2027' },
            { value: 'mdy', label: '03/31/2027' },
          ]}
          value={mapping.dateOrder}
          onChange={(value) => set({ dateOrder: value as CsvMapping['dateOrder'] })}
          allowDeselect={false}
        />
        {needed('amount', 'Amount')}
        <Select
          label="Amounts are written"
          data={[
            { value: '.', label: '1,234.56' },
            { value: ',', label: '1.234,56' },
          ]}
          value={mapping.decimalSign}
          onChange={(value) => set({ decimalSign: value as CsvMapping['decimalSign'] })}
          allowDeselect={false}
        />
        {optional('payer', 'Payer')}
        {optional('text', 'Text')}
        {optional('reference', 'Bank reference')}
        {optional('currency', 'Currency')}
      </div>
      <Group>
        <Checkbox
          label="The first line has titles"
          checked={mapping.hasHeader}
          onChange={(event) => set({ hasHeader: event.currentTarget.checked })}
        />
      </Group>
      <ScrollArea>
        <Table className="k-table" aria-label="The first lines of the file">
          <Table.Tbody>
            {cells.map((row, index) => (
              <Table.Tr key={index}>
                {row.map((cell, column) => (
                  <Table.Td key={column}>{cell}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
    </Stack>
  );
}
