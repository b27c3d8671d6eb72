import { Alert, Group } from '@mantine/core';
import { IconCircleCheck, IconMailX } from '@tabler/icons-react';
import { useState } from 'react';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { testMailSettings } from '../../../http/contract/mail.ts';
import { useSend } from '../../api.ts';
import { TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { Section } from '../../kit/Section.tsx';

/** Sends a letter with the saved server and shows what the server answered, word for word. */
export function TestSection() {
  const test = useSend(testMailSettings);
  const [outcome, setOutcome] = useState<AnswerOf<typeof testMailSettings>>();
  return (
    <Section title="Test" help="Sends a short letter with the settings as they are saved.">
      <ContractForm
        label="Test"
        initialValues={{ to: '' }}
        schema={testMailSettings.body}
        toBody={(values) => values}
        send={async (body) => {
          setOutcome(undefined);
          setOutcome(await test.mutateAsync({ body }));
        }}
      >
        <Group align="flex-end" gap="sm">
          <TextField
            name="to"
            label="Your e-mail address"
            type="email"
            placeholder="you@example.net"
            w={{ base: '100%', sm: 320 }}
          />
          <SaveButton>Send a test</SaveButton>
        </Group>
      </ContractForm>
      <div aria-live="polite">
        {outcome ? (
          <Alert
            mt="md"
            color={outcome.isSent ? 'green' : 'red'}
            icon={outcome.isSent ? <IconCircleCheck /> : <IconMailX />}
            title={outcome.message}
          >
            {outcome.isSent && outcome.answer !== '' ? `It said: ${outcome.answer}` : null}
          </Alert>
        ) : null}
      </div>
    </Section>
  );
}
