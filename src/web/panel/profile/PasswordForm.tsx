import { changeOwnPassword } from '../../../http/contract/profile.ts';
import { PasswordForm as Form } from '../../access/PasswordForm.tsx';
import { useSend } from '../../api.ts';

/** A new password for oneself. */
export function PasswordForm({ oldLabel }: { readonly oldLabel?: string }) {
  const change = useSend(changeOwnPassword);
  const send = (body: Parameters<typeof change.mutateAsync>[0]['body']) => change.mutateAsync({ body });
  return <Form schema={changeOwnPassword.body} send={send} {...(oldLabel !== undefined && { oldLabel })} />;
}
