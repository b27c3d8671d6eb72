import { Badge, Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { addProvider } from '../../../http/contract/network.ts';
import { useSend } from '../../api.ts';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { notifyProblem } from '../../kit/notify.ts';
import { Section } from '../../kit/Section.tsx';
import { ProviderFields } from '../providers/ProviderFields.tsx';
import { newProvider, providerBody } from '../providers/providerValues.ts';

/** Where calls to the outside go: a carrier, or the one built in. */
export function ProviderStep({ onDone }: { readonly onDone: () => void }) {
  const [kind, setKind] = useState('test');
  const add = useSend(addProvider);
  const save = async (body: Parameters<typeof add.mutateAsync>[0]['body']) => {
    await add.mutateAsync({ body });
    onDone();
  };
  return (
    <Stack>
      <Radio.Group label="Calls to the outside go through" value={kind} onChange={setKind}>
        <div className="k-choices">
          <Radio.Card value="test" className="k-choice">
            <Group gap="xs">
              <Text fw={600}>The built-in test carrier</Text>
              <Badge color="green">To try things out</Badge>
            </Group>
            <Text c="dimmed" size="xs">
              Rings, answers and plays back inside vspPanel. No contract, no cost, no real phone rings. Add a real carrier any
              time.
            </Text>
          </Radio.Card>
          <Radio.Card value="own" className="k-choice">
            <Text fw={600}>My carrier</Text>
            <Text c="dimmed" size="xs">
              A SIP or IAX2 trunk that you have a contract for. Keep its welcome letter at hand.
            </Text>
          </Radio.Card>
        </div>
      </Radio.Group>
      {kind === 'test' ? (
        <div>
          <Button loading={add.isPending} onClick={() => save({ name: 'Test carrier', protocol: 'test' }).catch(notifyProblem)}>
            Use the test carrier
          </Button>
        </div>
      ) : (
        <ContractForm label="Provider" initialValues={newProvider} schema={addProvider.body} toBody={providerBody} send={save}>
          <Section title="Your carrier" help="From its welcome letter. The secret is stored encrypted.">
            <Stack>
              <ProviderFields isTestOffered={false} />
              <SaveButton>Add provider</SaveButton>
            </Stack>
          </Section>
        </ContractForm>
      )}
    </Stack>
  );
}
