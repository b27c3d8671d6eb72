import { CheckField } from '../../kit/fields.tsx';
import { useFieldValue } from '../../kit/form.tsx';

/** Sends the credentials along with what makes them: afterwards nobody knows the secret any more. */
export function SendByMailField({ canSendMail }: { readonly canSendMail: boolean }) {
  const email = String(useFieldValue('email') ?? '').trim();
  return (
    <CheckField
      name="sendByMail"
      label="Send the phone’s credentials to the customer"
      description={descriptionOf(email, canSendMail)}
    />
  );
}

function descriptionOf(email: string, canSendMail: boolean): string {
  if (email === '') return 'Needs an e-mail address. They are also shown once, on the next screen.';
  return canSendMail ? `To ${email}; also shown once, on the next screen.` : `To ${email}, once Settings name a mail server.`;
}
