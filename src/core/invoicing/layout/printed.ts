/** How an issued invoice writes things. Never changed: issued invoices are printed with it for ever, whatever Intl learns. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"'`{}]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** `1234567.5` as `1,234,567.5`; decimals as they are. */
export function groupDigits(amount: string): string {
  return amount.replace(/^(-?)(\d+)/, (_, minus: string, digits: string) => `${minus}${digits.replace(/\B(?=(\d{3})+$)/g, ',')}`);
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2031-02-01` as `1 Feb 2031`. */
export function printDate(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${Number(day)} ${months[Number(month) - 1] ?? ''} ${year}`;
}

/** Seconds as `1:02:03` or `2:03`. */
export function printDuration(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** Whether a decimal string is zero. */
export const isNothing = (amount: string): boolean => /^-?0*(\.0*)?$/.test(amount);

/** One row of a table; `numbers` are the columns that are set to the right, from 0. */
export function tableRow(cells: readonly string[], numbers: readonly number[]): string {
  return `<tr>${cells.map((cell, index) => `<td${numbers.includes(index) ? ' class="number"' : ''}>${escapeHtml(cell)}</td>`).join('')}</tr>`;
}
