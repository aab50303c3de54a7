/**
 * Whether an `Accept` header allows an answer of `type`: the most specific range that matches decides.
 * @see RFC 9110 §12.5.1
 */
export function accepts(header: string | undefined, type: string): boolean {
  if (header === undefined || header.trim() === '') return true;
  const main = type.slice(0, type.indexOf('/'));
  const specificity: Readonly<Record<string, number>> = { '*/*': 1, [`${main}/*`]: 2, [type]: 3 };
  let best = 0;
  let allowed = false;
  for (const element of header.slice(0, 4096).split(',')) {
    const [range = '', ...parameters] = element.split(';').map((part) => part.trim().toLowerCase());
    const rank = specificity[range] ?? 0;
    if (rank <= best) continue;
    best = rank;
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    allowed = quality === undefined || Number(quality.slice(2)) > 0;
  }
  return allowed;
}
