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

export const followIcon = (sizePx = 20): TemplateResult => stroked('M12 5v14M5 12h14', sizePx);

export const copyIcon = (): TemplateResult =>
  stroked(
    'M9.5 8.5h8A1.5 1.5 0 0 1 19 10v8a1.5 1.5 0 0 1-1.5 1.5h-8A1.5 1.5 0 0 1 8 18v-8a1.5 1.5 0 0 1 1.5-1.5zM15.5 8.5V6A1.5 1.5 0 0 0 14 4.5H6.5A1.5 1.5 0 0 0 5 6v8.5A1.5 1.5 0 0 0 6.5 16H8',
    20,
  );

/** Into the app. */
export const importIcon = (): TemplateResult =>
  stroked('M12 4v10m0 0-4-4m4 4 4-4M5 17.5V18a1.5 1.5 0 0 0 1.5 1.5h11A1.5 1.5 0 0 0 19 18v-.5', 20);

/** Out of the app. */
export const exportIcon = (): TemplateResult =>
  stroked('M12 14.5v-10m0 0-4 4m4-4 4 4M5 17.5V18a1.5 1.5 0 0 0 1.5 1.5h11A1.5 1.5 0 0 0 19 18v-.5', 20);
