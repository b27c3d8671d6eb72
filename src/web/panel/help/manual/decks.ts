import { list, type ManualPage, section, steps } from '../manualPage.ts';

export const rateDecks: ManualPage = {
  title: 'Rate decks: import, export, bulk edit',
  intro:
    'Many rates at once: a carrier’s list, your own price list, a percentage on everything, or a copy with a mark-up. All of them take the same way: a report first, your yes, and one click back.',
  sections: [
    section(
      'Importing a file',
      steps(
        'Open the billing package, **All rates**, **Import**. Choose a CSV or XLSX file (up to 200 MB) and, if it has come before, its source.',
        'Say what each column holds and how the file is written. The first time this is guessed; under the name of a source it is remembered. Below you see the first twenty lines as they are read.',
        '**Read the file**. Each fault is named with its line and column. With a fault nothing of the file is used: mend it and upload it again.',
        'Look at the report: what is new, dearer, cheaper, on other terms, what ends. What deserves a look is marked.',
        'If you like, work out what the new rates would have done to the calls of the last 30 days, by account.',
        '**Activate**, now or at a time. All of it holds or none.',
      ),
      'You can leave the page while a file is read; it goes on, also after a restart. Prices that hold “now” begin a few seconds later, so that call control has them when they begin.',
    ),
    section(
      'What is read',
      list(
        'Prefixes as +34, 0034, 01134, 34*, (34), 34 91; lists 32484,32386; ranges 4400-4409; patterns 447[7-9]XXX; the country once and its areas, 61 | 38,39. `*` is a rate for every number.',
        'Prices with the decimal sign that you declare, thousands apart, a currency beside them (it must be yours), in cents if you say so, for a minute, a second or a block.',
        'Words such as blocked or barred; N/A and −1 mean what you declare. X as status, or “discontinued”, ends a prefix.',
        'Blocks as 60/60, 1+1, 60|6, in one column or two. Dates in the writing that you declare; a prefix may have several dates.',
        'What a file does not say stays as it is: a file with prefixes and prices leaves grace, minimum and destination alone. New prefixes without blocks are charged by the second.',
      ),
      'What could be read in two ways is refused rather than guessed: scientific notation (it has lost digits), ranges upside down or of unequal length, a prefix twice with different prices, formulas, a cell that the spreadsheet has turned into a date.',
    ),
    section(
      'What the file is',
      list(
        '**Add and update**: rates that the file does not name stay.',
        '**Full replace**: rates that the file does not name end. A file with less than half of the rates asks for a tick.',
        '**Replace by country**: rates end that the file does not name, in the countries that it names (by country code).',
      ),
    ),
    section(
      'What deserves a look',
      list(
        'A price that changes by more than the declared share (30 % unless you say otherwise).',
        'A price of zero, and one of more than 20 a minute.',
        'A price below what a provider’s cost deck asks for the same numbers: the longest prefix there that fits. Longer prefixes below yours are not looked at.',
        'A prefix that was blocked and would not be any more; a prefix that begins with no country’s code.',
      ),
      'With one of them in the report, activating asks for a tick.',
    ),
    section(
      'Taking it back',
      '**Take it back** on the import makes hold again what was in force before, as new versions from now on. It is refused when a rate was changed since: take that change back first. Finished calls, and calls in progress, keep the price that they had.',
    ),
    section(
      'Changing many rates, copying a package',
      list(
        '**Change all rates** works on what the search has found, or on everything: a percentage, an amount, rounding, blocks, blocked or not.',
        '**Copy with a mark-up** makes a new package; time bands and further prices come along. It is empty until you have activated its rates.',
      ),
    ),
    section(
      'Exporting',
      'CSV and XLSX have every rate in force with all its fields; importing the file again gives the same rates, to the last digit. Text that a spreadsheet would run as a formula gets an apostrophe in front; the import takes it away.',
    ),
  ],
};
