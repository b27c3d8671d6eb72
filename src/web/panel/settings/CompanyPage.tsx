import { PageHeader } from '../../kit/PageHeader.tsx';
import { CompanyFields } from './CompanyFields.tsx';
import { DialPlanTester } from './DialPlanTester.tsx';
import { SettingsForm } from './SettingsForm.tsx';

/** The company, its place and how numbers are dialled there. */
export function CompanyPage() {
  return (
    <>
      <PageHeader title="Company" help="Who you are, where you are, and how numbers are dialled there." />
      <SettingsForm
        title="Company"
        help="The dial plan below turns what customers dial into numbers. Choosing another country proposes its rules."
        valuesOf={({
          companyName,
          country,
          currency,
          timeZone,
          countryCallingCode,
          nationalPrefix,
          internationalPrefix,
          emergencyNumbers,
        }) => ({
          companyName,
          country,
          currency,
          timeZone,
          countryCallingCode,
          nationalPrefix,
          internationalPrefix,
          emergencyNumbers,
        })}
        toBody={(values) => values}
      >
        {({ isCurrencyFixed }) => (
          <>
            <CompanyFields isCurrencyFixed={isCurrencyFixed} />
            <DialPlanTester />
          </>
        )}
      </SettingsForm>
    </>
  );
}
