import { Alert, SegmentedControl, Skeleton, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { previewSignupForm, signupFormInput } from '../../../http/contract/signupForms.ts';
import { useAnswer } from '../../api.ts';
import { useFormValues } from '../../kit/form.tsx';
import { Section } from '../../kit/Section.tsx';
import { type SignupFormValues, toFormBody } from './signupFormValues.ts';

/** The hosted page of what is typed, a moment behind it. The frame runs no script and sends nothing. */
export function FormPreview() {
  const [width, setWidth] = useState('phone');
  const values = useFormValues() as SignupFormValues;
  // A name is what staff sees: the preview need not wait for it.
  const [text] = useDebouncedValue(JSON.stringify(toFormBody({ ...values, name: values.name || 'Preview' })), 350);
  const parsed = signupFormInput.safeParse(JSON.parse(text));
  const body = parsed.success ? parsed.data : undefined;
  const { data } = useAnswer(previewSignupForm, { body: body ?? ({} as never) }, { enabled: body !== undefined, keep: true });
  return (
    <aside>
      <Section
        title="Preview"
        help="The hosted page as it will be"
        aside={
          <SegmentedControl
            size="xs"
            aria-label="Width of the preview"
            value={width}
            onChange={setWidth}
            data={[
              { value: 'phone', label: 'Phone' },
              { value: 'wide', label: 'Wide' },
            ]}
          />
        }
      >
        {parsed.success ? null : (
          <Alert color="yellow" mb="sm">
            {parsed.error.issues[0]?.message}
          </Alert>
        )}
        {data ? (
          <div style={{ overflowX: 'auto' }}>
            <iframe
              className="k-preview"
              title="Preview of the signup page"
              srcDoc={data.html}
              sandbox=""
              style={{ width: width === 'phone' ? 360 : 760, maxWidth: width === 'phone' ? '100%' : 'none' }}
            />
          </div>
        ) : (
          <Skeleton h={420} />
        )}
        <Text size="xs" c="dimmed" mt="xs">
          People whose device is set to dark see it dark.
        </Text>
      </Section>
    </aside>
  );
}
