import { html, type TemplateResult } from 'lit';

const stroked = (path: string, sizePx: number): TemplateResult => html`
  <svg viewBox="0 0 24 24" width=${sizePx} height=${sizePx} aria-hidden="true" focusable="false">
    <path
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
      d=${path}
    />
  </svg>
`;

export const searchIcon = (): TemplateResult =>
  stroked('M11 4.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.8 15.8 20 20', 20);

/** Something that opens outside the app. */
export const leavesIcon = (): TemplateResult =>
  stroked(
    'M13.5 5H19v5.5M19 5l-8 8M10 6H6.5A1.5 1.5 0 0 0 5 7.5v10A1.5 1.5 0 0 0 6.5 19h10a1.5 1.5 0 0 0 1.5-1.5V14',
    20,
  );
