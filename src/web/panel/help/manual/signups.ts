import { field, fields, list, type ManualPage, section, table } from '../manualPage.ts';

export const newAccounts: ManualPage = {
  title: 'New Accounts and Signup History',
  intro: 'People who signed up through your forms and wait for you. Approving makes the account; rejecting does not.',
  sections: [
    section(
      'Look at a signup',
      'It shows what was sent, as it came, and from where: address, site, browser. A yellow box points out accounts with the same e-mail, phone, or name and street. Whoever signs up never learns of it.',
    ),
    section(
      'Approve',
      fields(
        field(
          'Payment type, billing package, customer route',
          'As the form says, else as [Defaults](/settings/defaults) say. Change them here.',
        ),
        field('Account activated', 'Off: the account is made but may not call yet.'),
        field('Send the credentials', 'By e-mail to the customer. They are also shown to you once, on the next screen.'),
      ),
    ),
    section(
      'Reject',
      'The reason is for colleagues and is never sent. A letter goes out only if you ask for it: a short, friendly one, with your further words if you type some.',
    ),
    section(
      'Signup History',
      'Every signup that ever came, with who decided and when. Nothing is removed. The button at the top of New Accounts leads there.',
      table(
        'States',
        ['State', 'Meaning'],
        ['E-mail not confirmed', 'The letter with the link is out; nothing to do for you.'],
        ['Waiting', 'For your decision, under New Accounts.'],
        ['Approved', 'There is an account.'],
        ['Rejected', 'Somebody decided against it.'],
        ['Expired', 'Nobody pressed the button of the letter within 48 hours.'],
      ),
    ),
  ],
};

export const signupForms: ManualPage = {
  title: 'Signup forms',
  intro: 'Forms through which customers sign up by themselves, on a page of ours or on your own site. Administrators make them.',
  sections: [
    section(
      'Three ways to use a form',
      list(
        '**Hosted page**: an address of its own that you link to. It always works, without script, on any phone.',
        '**Script**: one line for a page of your own site. The form shows itself there and follows what you change.',
        '**Plain HTML**: for sites without script. It takes your page’s style; copy it again after changing the fields.',
      ),
      'The last two work only on the sites that you list under **Your sites**. After sending, people come to your thank-you page or to ours. When something is wrong, they land on the hosted page with everything that they typed.',
      'People elsewhere can reach the form only when the panel knows its own address: `VSPPANEL_PUBLIC_URL`, see docs/operating/settings.md.',
    ),
    section(
      'The form',
      fields(
        field('Name', 'For you and your colleagues.'),
        field('Language', 'Of labels, messages and letters.'),
        field('Heading, introduction', 'What stands above the fields.'),
        field('Open', 'Off: the page says that the form is closed.'),
        field(
          'Fields',
          'Which are asked, in which order, with which label, and which must be filled in. People fill in less the more is asked.',
        ),
        field(
          'Approval',
          '**By staff**: signups wait under New Accounts. **Automatic**: the account is made by itself. Such accounts are Pre-Paid and begin with nothing, so nobody can call at your cost.',
        ),
        field(
          'Confirm the e-mail first',
          'A letter with a link that holds for 48 hours. Opening it shows a button; only pressing the button confirms.',
        ),
        field(
          'Payment type, billing package, customer route',
          'What the account gets. Empty: as [Defaults](/settings/defaults) say.',
        ),
        field('Logo text, colour', 'The look of the hosted page. The text on the colour stays readable.'),
        field('Thank-you page', 'Where people go afterwards. Empty: ours.'),
        field('Allowed sites', 'With https://, such as https://www.example.com. With and without www are two sites.'),
      ),
    ),
    section(
      'Against floods',
      'Each form has limits by address, hour and day. Programs meet a trap field, a signed page and, in the script, a puzzle that grows with the rush. Everything that came stays in the [Signup History](/signup-history).',
    ),
  ],
};
