import { svg, html, type TemplateResult } from 'lit';

const PATHS = {
  home: 'M4 10.5 12 4l8 6.5V19a1 1 0 0 1-1 1h-4.5v-5.5h-5V20H5a1 1 0 0 1-1-1z',
  downloads: 'M12 4v10m0 0-4-4m4 4 4-4M4.5 15.5V18A2 2 0 0 0 6.5 20h11a2 2 0 0 0 2-2v-2.5',
  settings: 'M4 7h9m4 0h3M4 17h3m4 0h9M15 4.8v4.4M9 14.8v4.4',
  arrowDown: 'M12 5v13m0 0-5.5-5.5M12 18l5.5-5.5',
  close: 'M6.5 6.5l11 11m0-11-11 11',
  check: 'M5.5 12.5l4.5 4.5 8.5-9.5',
  trash:
    'M4.5 7h15M10 4.5h4M6.5 7l.8 11.2a1.5 1.5 0 0 0 1.5 1.3h6.4a1.5 1.5 0 0 0 1.5-1.3L17.5 7M10.3 10.5v5.5m3.4-5.5v5.5',
  retry: 'M19 12a7 7 0 1 1-2.2-5.1M19 4v4h-4',
  clock: 'M12 7.5V12l3 2M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z',
  volume: 'M4.5 9.5v5h3.3L12 18V6L7.8 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a7.5 7.5 0 0 1 0 11',
  muted: 'M4.5 9.5v5h3.3L12 18V6L7.8 9.5zM16 9.8l4.4 4.4m0-4.4L16 14.2',
  captions:
    'M5 5.5h14a1.5 1.5 0 0 1 1.5 1.5v10a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 17V7A1.5 1.5 0 0 1 5 5.5zM10.5 10.3a2.3 2.3 0 1 0 0 3.4m6.5-3.4a2.3 2.3 0 1 0 0 3.4',
  fullscreen: 'M4.5 9V4.5H9M15 4.5h4.5V9M19.5 15v4.5H15M9 19.5H4.5V15',
  pip: 'M5 5.5h14A1.5 1.5 0 0 1 20.5 7v10a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 17V7A1.5 1.5 0 0 1 5 5.5zM12.5 12.5h5v3.5h-5z',
  chevronDown: 'M5.5 9l6.5 6.5L18.5 9',
  chevronUp: 'M5.5 15.5 12 9l6.5 6.5',
  chevronRight: 'M9.5 6l6 6-6 6',
  offline:
    'M4 4l16 16M8.5 15.5a5 5 0 0 1 6.2-.6M5.3 12.3a9.5 9.5 0 0 1 4-2.3m4.2-.2a9.5 9.5 0 0 1 5.2 2.5M2.5 9a13.5 13.5 0 0 1 4.2-2.7m3.6-.9A13.5 13.5 0 0 1 21.5 9M12 19h.01',
  keyboard:
    'M4.5 6.5h15A1.5 1.5 0 0 1 21 8v8a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 16V8a1.5 1.5 0 0 1 1.5-1.5zM7 10.5h.01M10.3 10.5h.01M13.7 10.5h.01M17 10.5h.01M8.5 14h7',
  warning: 'M12 4.5 21 19.5H3zM12 10.5v4m0 2.5v.01',
  handle: 'M5 9.5h14M5 14.5h14',
  keep: 'M7 4.5h10V20l-5-4-5 4z',
  history: 'M5 12a7 7 0 1 0 2.2-5.1M5 4v4h4M12 8.5V12l2.5 2',
  install: 'M12 4v9m0 0-3.5-3.5M12 13l3.5-3.5M5 9v9a1.5 1.5 0 0 0 1.5 1.5h11A1.5 1.5 0 0 0 19 18V9',
  folder:
    'M3.5 18V6.5A1.5 1.5 0 0 1 5 5h4.5l2 2.5H19A1.5 1.5 0 0 1 20.5 9v9a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 18z',
  search: 'M11 4.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.8 15.8 20 20',
  /** Something that opens outside the app. */
  leaves:
    'M13.5 5H19v5.5M19 5l-8 8M10 6H6.5A1.5 1.5 0 0 0 5 7.5v10A1.5 1.5 0 0 0 6.5 19h10a1.5 1.5 0 0 0 1.5-1.5V14',
  follow: 'M12 5v14M5 12h14',
  copy: 'M9.5 8.5h8A1.5 1.5 0 0 1 19 10v8a1.5 1.5 0 0 1-1.5 1.5h-8A1.5 1.5 0 0 1 8 18v-8a1.5 1.5 0 0 1 1.5-1.5zM15.5 8.5V6A1.5 1.5 0 0 0 14 4.5H6.5A1.5 1.5 0 0 0 5 6v8.5A1.5 1.5 0 0 0 6.5 16H8',
  import: 'M12 4v10m0 0-4-4m4 4 4-4M5 17.5V18a1.5 1.5 0 0 0 1.5 1.5h11A1.5 1.5 0 0 0 19 18v-.5',
  export: 'M12 14.5v-10m0 0-4 4m4-4 4 4M5 17.5V18a1.5 1.5 0 0 0 1.5 1.5h11A1.5 1.5 0 0 0 19 18v-.5',
} as const;

const SOLID_PATHS = {
  more: 'M4.2 12a1.6 1.6 0 1 0 3.2 0 1.6 1.6 0 1 0-3.2 0m6.2 0a1.6 1.6 0 1 0 3.2 0 1.6 1.6 0 1 0-3.2 0m6.2 0a1.6 1.6 0 1 0 3.2 0 1.6 1.6 0 1 0-3.2 0z',
  play: 'M8 5.3v13.4a.8.8 0 0 0 1.22.68l10.7-6.7a.8.8 0 0 0 0-1.36l-10.7-6.7A.8.8 0 0 0 8 5.3z',
  pause:
    'M7 5.5A1 1 0 0 1 8 4.5h2a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1zm6 0a1 1 0 0 1 1-1h2a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1h-2a1 1 0 0 1-1-1z',
} as const;

export type IconName = keyof typeof PATHS | keyof typeof SOLID_PATHS;

const isSolid = (name: IconName): name is keyof typeof SOLID_PATHS => name in SOLID_PATHS;

/** A decorative icon, drawn in the text colour; the control around it carries the name. */
export const icon = (name: IconName, sizePx = 24): TemplateResult => html`
  <svg viewBox="0 0 24 24" width=${sizePx} height=${sizePx} aria-hidden="true" focusable="false">
    ${
      isSolid(name)
        ? svg`<path fill="currentColor" d=${SOLID_PATHS[name]} />`
        : svg`<path fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" d=${PATHS[name]} />`
    }
  </svg>
`;

/** A circular arrow around a number of seconds: back when `direction` is -1. */
export const skipIcon = (seconds: number, direction: -1 | 1, sizePx = 28): TemplateResult => html`
  <svg viewBox="0 0 28 28" width=${sizePx} height=${sizePx} aria-hidden="true" focusable="false">
    ${
      direction < 0
        ? svg`<path fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" d="M14 4.5a10 10 0 1 1-9.3 6.3M14 4.5l3.3-3M14 4.5l3.3 3" />`
        : svg`<path fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" d="M14 4.5a10 10 0 1 0 9.3 6.3M14 4.5l-3.3-3M14 4.5l-3.3 3" />`
    }
    <text x="14" y="18" text-anchor="middle" font-size="9.5" font-weight="700" fill="currentColor">
      ${seconds}
    </text>
  </svg>
`;
