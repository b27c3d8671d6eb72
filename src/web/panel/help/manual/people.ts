import { code, field, fields, list, type ManualPage, section, steps } from '../manualPage.ts';

export const users: ManualPage = {
  title: 'Users',
  intro: 'The people of your company who sign in to the panel.',
  sections: [
    section(
      'Two levels',
      list(
        '**Super User**: accounts and everything in them, live calls, call history, price check, new accounts.',
        '**Administrator**: also prices, providers, routes, settings, signup forms, users and API keys.',
      ),
      'The table on the page says exactly what each level may do. What a level may not do is not in its menu, and the server refuses it too.',
    ),
    section(
      'Add a user',
      fields(
        field('Name', 'Stands beside notes and in histories.'),
        field('User name', 'What is typed to sign in. It stays.'),
        field('Level', 'Can be changed later.'),
        field(
          'Password',
          'At least 10 characters, without the user name or the company’s name, and not on the lists that burglars try first.',
        ),
        field('Must choose an own password', 'Asked for at the first sign-in. Leave it on: then only the person knows it.'),
      ),
      'Give each person a user of their own. Histories are worth nothing when two share a name.',
    ),
    section(
      'When somebody leaves',
      'Open the user and switch **Active** off. All sessions end at once. The name stays in the histories. A new password ends all sessions too.',
    ),
    section(
      'Required two-step sign-in',
      'Nobody, Administrators, or everybody. Whoever must have it and has none sets it up before the panel does anything else, also those who are signed in now.',
    ),
    section(
      'Locked out',
      steps(
        'A lost phone: an Administrator opens the user and presses **Reset** at two-step sign-in. Make sure that it is really this person who asks.',
        'A forgotten password: an Administrator types a new one.',
        'No Administrator can sign in: on the server run one of these, with the user name.',
      ),
      code('Commands', 'npx vsppanel staff reset-password', 'npx vsppanel staff reset-second-factor'),
      'After five wrong passwords each further try has to wait longer; after a right one that is forgotten. Nobody is locked out for good.',
    ),
  ],
};

export const profile: ManualPage = {
  title: 'Profile and signing in',
  intro: 'Your name, your password and how you sign in. It is behind your name at the top right.',
  sections: [
    section(
      'Two-step sign-in',
      'A stolen password alone then opens nothing. After the password the panel asks for one of these:',
      list(
        'a code of an **authenticator app** on your phone;',
        'a **passkey**: the lock of your device, opened with finger, face or PIN. It also signs you in alone, without the password. You may have several; give each the name of its device.',
      ),
      'Passkeys work where the panel is opened by its name over HTTPS, or at http://localhost.',
    ),
    section(
      'Recovery codes',
      'With the first app or passkey you get ten codes, shown once. Each signs you in once when phone and device are lost. Print them, or keep them in a password manager. A new list makes the old one worthless.',
    ),
    section(
      'Password',
      'At least 10 characters. Several words are strong and easy: four that have nothing to do with each other. A new password signs you out everywhere else.',
    ),
    section(
      'Sessions',
      'The browsers that are signed in with your name. End one that you do not know, then change your password.',
    ),
  ],
};
