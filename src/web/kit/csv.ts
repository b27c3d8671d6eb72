/** CSV text of rows (RFC 4180, CRLF). A cell that a spreadsheet would run as a formula gets an apostrophe (OWASP, CSV injection). */
export function toCsv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n');
}

function cell(text: string): string {
  const isNumber = /^-?\d+(\.\d+)?$/.test(text);
  const safe = !isNumber && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** Offers text as a file to save; the mark at its start tells spreadsheets that it is UTF-8. */
export function saveFile(name: string, text: string): void {
  saveBlob(name, new Blob([`\uFEFF${text}`], { type: 'text/csv;charset=utf-8' }));
}

/** Offers bytes as a file to save. */
export function saveBlob(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
