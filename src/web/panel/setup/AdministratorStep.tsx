import { Alert, Progress, Stack, Text } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'react-router';
import { addFirstAdministrator, getSession } from '../../../http/contract/session.ts';
import { call, keyOf } from '../../api.ts';
import { PasswordField, TextField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton, useFieldValue } from '../../kit/form.tsx';
import { Section } from '../../kit/Section.tsx';
import { strengthOf } from './passwordStrength.ts';

/** The first person of the panel, let in by the one-time link. */
export function AdministratorStep() {
  const token = useLocation().hash.slice(1);
  const client = useQueryClient();
  if (token.length < 20) return <NoToken />;
  return (
    <ContractForm
      label="Administrator"
      initialValues={{ name: '', userName: '', password: '' }}
      schema={addFirstAdministrator.body}
      toBody={(values) => ({ ...values, token })}
      send={async (body) => {
        const session = await call(addFirstAdministrator, { body });
        client.setQueryData(keyOf(getSession), session);
      }}
    >
      <Section
        title="Who are you?"
        help="There is no default password. This person may do everything; add colleagues later under Users."
      >
        <Stack maw={420}>
          <TextField name="name" label="Your name" autoComplete="name" autoFocus placeholder="Mary Jones" />
          <TextField
            name="userName"
            label="User name"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            placeholder="mary"
          />
          <PasswordField
            name="password"
            label="Password"
            description="At least 10 characters; several words are strong and easy"
            autoComplete="new-password"
          />
          <Strength />
          <SaveButton>Create administrator</SaveButton>
        </Stack>
      </Section>
    </ContractForm>
  );
}

function Strength() {
  const password = useFieldValue('password');
  const { part, words, color } = strengthOf(typeof password === 'string' ? password : '');
  return (
    <div aria-live="polite">
      <Progress value={part} color={color} size="sm" aria-label="Password strength" />
      <Text size="xs" c="dimmed" mt={4}>
        {words}
      </Text>
    </div>
  );
}

function NoToken() {
  return (
    <Alert icon={<IconLink />} title="Open the one-time link">
      When vspPanel started, it printed a link that ends in <code>/setup#…</code> into the terminal. Open that link to create the
      first Administrator. Lost it? Stop vspPanel and run <code>npm start</code> again: it prints a new one.
    </Alert>
  );
}
