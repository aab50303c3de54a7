import { format, type Row } from './figure.ts';
import type { Machine } from './support/machine.ts';

const HEAD = ['measure', 'browser', 'what', 'figure', 'baseline', '', 'result', 'target', ''];

/** An aligned table. */
export function formatTable(rows: readonly Row[]): string {
  const cells = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cellsOf(row: Row): string[] {
  const head = [row.measure, row.browser, row.what];
  if ('reason' in row) return [...head, 'skipped', row.reason, '', '', '', ''];
  return [
    ...head,
    `${format(row.value)} ${row.unit}`,
    `${format(row.baseline)} ${row.unit}`,
    row.baselineName,
    row.result,
    row.target ?? '',
    row.reached === null ? '' : row.reached ? 'reached' : 'NOT REACHED',
  ];
}

export const formatMachine = ({ cpu, cores, memoryGiB, system, node, browsers }: Machine): string =>
  [
    `${cpu}, ${cores} cores, ${memoryGiB} GiB`,
    system,
    `Node ${node}`,
    ...Object.values(browsers).filter((browser) => browser !== null),
  ].join(' · ');
