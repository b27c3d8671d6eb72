import { field, fields, list, type ManualPage, section, table } from '../manualPage.ts';

export const recordings: ManualPage = {
  title: 'Recordings',
  intro: 'Calls that were recorded for a customer: what is recorded, who hears it, who deletes it.',
  sections: [
    section(
      'The law first',
      'Whether you may record, and who must know, is decided by the law of your country and of the people on the line, not by this switch. In many countries both sides must be told, or must agree, before anything is recorded; often you need a reason, and may keep a recording only for as long as that reason needs it. “Say so” is chosen from the start for that reason. Ask a lawyer before you choose “Nothing”.',
    ),
    section(
      'What is recorded',
      'Nothing, until somebody switches it on. For a phone: the account’s Phones tab, menu of the phone, “Recording and encryption”. For an incoming number: its menu, “Recording”.',
      list(
        'Outgoing: what the phone calls, and what it forwards. Incoming: what it answers itself.',
        'An incoming number: every call to it, whoever answers.',
        'Where two customers want the same call recorded, each gets a recording of their own.',
        'Emergency calls and voicemail are never recorded.',
        'Recording begins with the answer and has both voices, and what was said first.',
      ),
    ),
    section(
      'Hear, download, delete',
      'A recording stands on the page of its call, on the account’s Calls tab and under Calls → Recordings. Each hearing or download by staff stands in the history of the account, once for each person within ten minutes. Only Administrators delete. The call and its price stay.',
      'Customers hear, download and delete their own in the portal, if the [settings](#recording-settings) allow it.',
    ),
  ],
};

export const recordingSettings: ManualPage = {
  title: 'Call recording',
  intro: 'How calls are recorded where a phone or number does not say, and for how long the sound is kept.',
  sections: [
    section(
      'What both sides hear first',
      table(
        'Announcements',
        ['Choice', 'What happens'],
        ['Say so', 'Both hear “This call is recorded” before either can say a word.'],
        ['Beep', 'Both hear a tone instead.'],
        ['Nothing', 'They are connected at once.'],
      ),
      'The settings say what is usual; a phone or number may have its own choice. Where two wishes meet, the stronger one counts. The call is charged from its answer, so the sentence is part of it.',
    ),
    section(
      'The settings',
      fields(
        field('What both sides hear first', 'Where a phone or an incoming number does not say.', 'announcement'),
        field(
          'Delete recordings after',
          'Days. Older ones are deleted within a minute or so. Empty = they are kept.',
          'keepDays',
        ),
        field('Customers hear their own in the portal', 'Off from the start.', 'isInPortal'),
      ),
    ),
    section(
      'Room on the disk',
      'A minute is about 1 MB. When less than 1 GB is free, calls go on but are not recorded, and an alert says so; recording goes on by itself when there is room again. The files lie in the folder `recordings` of the data folder and belong into your backup.',
    ),
  ],
};
