import { Alert, Drawer, Skeleton, Stack } from '@mantine/core';
import type { PaymentType } from '../../../core/accounts/account.ts';
import { getAddAccountDefaults } from '../../../http/contract/accounts.ts';
import { listBillingPackages } from '../../../http/contract/billingPackages.ts';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import { listRoutes } from '../../../http/contract/network.ts';
import { approveSignup } from '../../../http/contract/signups.ts';
import { useAnswer, useSend } from '../../api.ts';
import { ChoiceField, SelectField, SwitchField } from '../../kit/fields.tsx';
import { ContractForm, SaveButton } from '../../kit/form.tsx';
import { paymentTypeChoices } from '../accounts/words.ts';
import type { Signup } from './SignupPage.tsx';

type ApproveDrawerProps = {
  readonly signup: Signup;
  readonly onClose: () => void;
  readonly onApproved: (added: AnswerOf<typeof approveSignup>) => void;
};

/** What the account begins with. The form's wishes stand first, then Settings. */
export function ApproveDrawer({ signup, onClose, onApproved }: ApproveDrawerProps) {
  const { data: defaults } = useAnswer(getAddAccountDefaults, {});
  return (
    <Drawer opened onClose={onClose} title={`Approve ${signup.name}`}>
      {defaults ? <ApproveForm signup={signup} defaults={defaults} onApproved={onApproved} /> : <Skeleton h={300} />}
    </Drawer>
  );
}

type ApproveFormProps = Omit<ApproveDrawerProps, 'onClose'> & { readonly defaults: AnswerOf<typeof getAddAccountDefaults> };

function ApproveForm({ signup, defaults, onApproved }: ApproveFormProps) {
  const approve = useSend(approveSignup);
  const packages = useAnswer(listBillingPackages, {}).data?.items ?? [];
  const routes = useAnswer(listRoutes, {}).data?.items ?? [];
  const { formChoice: chosen } = signup;
  const hasEmail = signup.details.email !== '';
  return (
    <ContractForm
      label="Approve"
      initialValues={{
        billingPackageId: chosen.billingPackageId ?? defaults.billingPackageId ?? '',
        routeId: chosen.routeId ?? defaults.routeId ?? '',
        paymentType: (chosen.paymentType ?? defaults.paymentType) as PaymentType,
        isActive: true,
        doesSend: hasEmail,
      }}
      schema={approveSignup.body}
      toBody={({ billingPackageId, routeId, ...rest }) => ({
        ...rest,
        ...(billingPackageId === '' ? {} : { billingPackageId }),
        ...(routeId === '' ? {} : { routeId }),
      })}
      send={async (body) => onApproved(await approve.mutateAsync({ params: { id: signup.id }, body }))}
    >
      <Stack>
        <ChoiceField name="paymentType" label="Payment type" data={paymentTypeChoices} />
        <SelectField
          name="billingPackageId"
          label="Billing package"
          description="Decides call prices"
          data={packages.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <SelectField
          name="routeId"
          label="Customer route"
          description="Decides where calls go out"
          data={routes.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <SwitchField name="isActive" label="Account activated" description="Off: the account is made, but may not call yet" />
        {hasEmail ? (
          <SwitchField
            name="doesSend"
            label="Send the credentials"
            description={`By e-mail to ${signup.details.email}; they are also shown to you once`}
          />
        ) : (
          <Alert color="gray">There is no e-mail: the credentials are shown to you once, on the next screen.</Alert>
        )}
        <SaveButton isShortcutShown>Approve and make the account</SaveButton>
      </Stack>
    </ContractForm>
  );
}
