import { type Run, readRuns } from './inline.ts';
import { contents, type HelpTopic, manual } from './manual.ts';
import type { Block, ManualPage, ManualReceipt } from './manualPage.ts';

const notice = '<!-- Made by `npm run manual` from src/web/panel/help/manual; change it there. -->';

/** The manual on paper: file name under docs/manual, and what stands in it. */
export function paperManual(): ReadonlyMap<string, string> {
  const topics = contents.flatMap((group) => group.topics);
  return new Map([['README.md', contentsPaper()], ...topics.map((topic) => [`${topic}.md`, pagePaper(manual[topic])] as const)]);
}

function contentsPaper(): string {
  const groups = contents.map(({ title, topics }) => [`## ${title}`, topics.map(lineOf).join('\n')].join('\n\n'));
  const intro = 'The same text stands in the panel under Help, and behind the `?` of each page.';
  return [`# Manual`, notice, intro, ...groups].join('\n\n').concat('\n');
}

const lineOf = (topic: HelpTopic): string => `- [${plain(manual[topic].title)}](${topic}.md): ${inline(manual[topic].intro)}`;

function pagePaper({ title, intro, sections }: ManualPage): string {
  const parts = sections.flatMap((section) => [`## ${plain(section.title)}`, ...section.blocks.map(blockPaper)]);
  return [`# ${plain(title)}`, notice, inline(intro), ...parts, '[All pages of the manual](README.md)'].join('\n\n').concat('\n');
}

function blockPaper(block: Block): string {
  switch (block.kind) {
    case 'text':
      return inline(block.text);
    case 'list':
      return block.items.map((item) => `- ${inline(item)}`).join('\n');
    case 'steps':
      return block.items.map((item, index) => `${index + 1}. ${inline(item)}`).join('\n');
    case 'fields':
      return block.fields
        .map(
          ({ name, text, receipt }) =>
            `- **${plain(name)}**: ${inline(text)}${receipt ? `\n${receiptPaper(receipt, '  ')}` : ''}`,
        )
        .join('\n');
    case 'table':
      return tablePaper([block.head, ...block.rows].map((row) => row.map((cell) => inline(cell).replaceAll('|', '\\|'))));
    case 'code':
      return ['```', ...block.lines, '```'].join('\n');
    case 'receipt':
      return receiptPaper(block.receipt, '');
    default:
      return block satisfies never;
  }
}

/** Columns as wide as their widest cell, as the formatter writes them. */
function tablePaper(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...rest] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)].join('\n');
}

function receiptPaper({ title, steps, total }: ManualReceipt, indent: string): string {
  const lines = [`- ${plain(title)}`, ...steps.map((step) => `  - ${plain(step)}`), `  - Total: **${total}**`];
  return lines.map((line) => `${indent}${line}`).join('\n');
}

const inline = (text: string): string => readRuns(text).map(runPaper).join('');
const plain = (text: string): string => text.replace(/[*_<>[\]`\\]/g, '\\$&');

function runPaper(run: Run): string {
  if (run.kind === 'link') {
    const to = paperTarget(run.target);
    return to === '' ? plain(run.text) : `[${plain(run.text)}](${to})`;
  }
  if (run.kind === 'bold') return `**${plain(run.text)}**`;
  return run.kind === 'plain' ? plain(run.text) : `\`${run.text}\``;
}

/** Pages of the panel have no address on paper: their name is enough. */
function paperTarget(target: string): string {
  if (target.startsWith('/')) return '';
  if (!target.startsWith('#')) return target;
  const [topic = '', section = ''] = target.slice(1).split('/');
  return section === '' ? `${topic}.md` : `${topic}.md#${section}`;
}
