import { field, fields, list, type ManualPage, section, table } from '../manualPage.ts';

export const invoiceLayout: ManualPage = {
  title: 'Invoice Layout',
  intro:
    'Your own HTML for invoices and credit notes, with tags in braces. Issued invoices keep the layout that they were issued with.',
  sections: [
    section(
      'Tags',
      'A tag such as `{first_name}` is replaced by its value. **Help with tags** below the editor has all of them; a click writes one where the cursor is.',
      table(
        'The most useful',
        ['Tag', 'Prints'],
        ['{invoice_total_value}', 'What is to be paid in all, with overdue amounts'],
        ['{invoice_value}', 'This invoice only'],
        ['{first_name} {middle_initial} {last_name}', 'The customer'],
        ['{address}, {account_number}', 'Where and who'],
        ['{call_lines}', 'Rows of calls: by destination, by network number, or each, as chosen above the editor'],
        ['{extra_lines}, {tax_lines}, {payment_lines}', 'Rows of extras, taxes and payments'],
      ),
      'Rows belong inside `<tbody>` of a table. A section such as `{#overdue} … {/overdue}` is printed only when there is something to print.',
    ),
    section(
      'What is refused, what is taken out',
      list(
        'A tag that does not exist or is not closed is refused with its line and column; nothing is saved.',
        'Scripts, links, forms and everything that would be loaded from elsewhere are taken out. Images are the uploaded logo or `data:` addresses.',
        'What customers typed is never read as HTML or as a tag.',
      ),
      'Braces of style sheets stay as they are, inside `<style>`. For a brace in the text write `{open_brace}`.',
    ),
    section(
      'PDF',
      'The built-in layout becomes a PDF on every machine. Your own layout, also with only a logo added, is printed by Chromium where it is installed; without it there is the HTML.',
    ),
    section(
      'E-invoice',
      'Beside the PDF of an issued invoice there is an EN 16931 e-invoice (UBL). If something is missing for it, such as your tax id or the country of the customer, the panel lists it and writes nothing.',
    ),
    section(
      'Invoices by e-mail',
      fields(
        field('Mail invoices when they are issued', 'Off until you turn it on.', 'isOn'),
        field('Attach the e-invoice too', 'Only where it can be written.', 'attachesXml'),
        field('Subject', 'With tags.', 'subject'),
        field('Text', 'With tags.', 'body'),
      ),
      'On the page of an invoice **E-mail** sends it again, to the address that the customer has now.',
    ),
  ],
};
