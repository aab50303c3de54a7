import { css } from 'lit';

/** What every element starts from. */
export const resetStyles = css`
  :host {
    display: block;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  button,
  input,
  select {
    font: inherit;
    color: inherit;
  }
  a {
    color: inherit;
    text-decoration: none;
  }
  svg {
    display: block;
    flex: none;
  }
  :focus {
    outline: none;
  }
  :focus-visible {
    outline: 2px solid var(--carry-accent);
    outline-offset: 2px;
  }
  h1:focus-visible,
  main:focus-visible {
    outline: none;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;

/** Round icon buttons and text buttons, with a touch target of 44 px. */
export const buttonStyles = css`
  .icon-button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    border: 0;
    background: none;
    cursor: pointer;
    min-width: var(--carry-target);
    min-height: var(--carry-target);
    border-radius: 999px;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
    transition:
      background-color var(--carry-quick),
      color var(--carry-quick),
      transform var(--carry-quick) var(--carry-ease);
  }
  .icon-button {
    flex: none;
    width: var(--carry-target);
    padding: 0;
    color: var(--carry-ink-soft);
  }
  .icon-button.strong {
    color: var(--carry-ink);
  }
  .button {
    padding: 0 18px;
    font-weight: 600;
    font-size: var(--carry-text-m);
    background: var(--carry-sunken);
    color: var(--carry-ink);
    white-space: nowrap;
  }
  .button.primary {
    background: var(--carry-accent);
    color: var(--carry-accent-ink);
  }
  .button.quiet {
    background: none;
    color: var(--carry-accent);
    padding: 0 12px;
  }
  .icon-button:active,
  .button:active {
    transform: scale(0.96);
  }
  :is(.icon-button, .button):disabled {
    opacity: 0.45;
    cursor: default;
  }
  @media (hover: hover) {
    .icon-button:hover:not(:disabled) {
      background: var(--carry-sunken);
      color: var(--carry-ink);
    }
    .button:hover:not(:disabled) {
      background: color-mix(in oklab, var(--carry-sunken), var(--carry-ink) 7%);
    }
    .button.primary:hover:not(:disabled) {
      background: var(--carry-accent-strong);
    }
    .button.quiet:hover:not(:disabled) {
      background: var(--carry-sunken);
    }
  }
  @media (forced-colors: active) {
    .icon-button,
    .button {
      border: 1px solid ButtonText;
    }
    .button.primary {
      forced-color-adjust: none;
    }
  }
`;

/** A card of lines: what each is called, a sentence about it, and what can be done at its end. */
export const lineStyles = css`
  .card {
    background: var(--carry-surface);
    border: 1px solid var(--carry-line);
    border-radius: var(--carry-radius-l);
    padding: 4px 16px;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 16px;
  }
  .words {
    flex: 1 1 240px;
  }
  .name {
    font-weight: 600;
  }
  .sentence {
    font-size: var(--carry-text-s);
    color: var(--carry-ink-soft);
    text-wrap: pretty;
    max-width: 64ch;
  }
`;

/** Headings and blocks of a page. */
export const pageStyles = css`
  .page {
    padding: var(--carry-space-4) var(--carry-gutter) var(--carry-space-6);
    max-width: 1120px;
    margin: 0 auto;
  }
  .page.narrow {
    max-width: 840px;
  }
  h1 {
    font-size: var(--carry-text-2xl);
    line-height: 1.15;
    letter-spacing: -0.02em;
    font-weight: 750;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  h2 {
    font-size: var(--carry-text-l);
    letter-spacing: -0.01em;
    line-height: 1.25;
    font-weight: 700;
  }
  section {
    margin-top: var(--carry-space-5);
  }
  section > h2 {
    margin-bottom: var(--carry-space-3);
  }
  .soft {
    color: var(--carry-ink-soft);
  }
  .offline {
    display: flex;
    align-items: center;
    gap: 8px;
    color: var(--carry-ink-soft);
    font-size: var(--carry-text-s);
    line-height: 1.25;
    text-wrap: balance;
  }
  /* Its line is there also while it says nothing, so that nothing moves when it speaks. */
  .status {
    min-height: 1.25rem;
    margin: calc(var(--carry-space-2) * -1) 0 var(--carry-space-2);
  }
  .text-link {
    color: var(--carry-accent);
    font-weight: 600;
  }
  .text-link:hover {
    text-decoration: underline;
  }
  .card {
    background: var(--carry-surface);
    border: 1px solid var(--carry-line);
    border-radius: var(--carry-radius-l);
    padding: var(--carry-space-3);
  }
  @media (max-width: 479px) {
    .page {
      padding-top: var(--carry-space-3);
    }
  }
`;

/** A heading that unfolds what is below it, with a chevron in front. */
export const foldStyles = css`
  summary {
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: var(--carry-target);
    border-radius: var(--carry-radius-s);
    font-size: var(--carry-text-l);
    font-weight: 700;
    letter-spacing: -0.01em;
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary svg {
    margin-inline-start: -6px;
    transition: transform var(--carry-quick);
  }
  [open] summary svg {
    transform: rotate(90deg);
  }
`;

/** Rows of a card, each with a name, a sentence and a control. */
export const choiceStyles = css`
  label {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 4px 16px;
    align-items: center;
    min-height: 60px;
    padding: 12px 0;
  }
  label + label {
    border-top: 1px solid var(--carry-line);
  }
  .name,
  .sentence {
    display: block;
  }
  .sentence {
    max-width: 56ch;
  }
  select {
    min-height: var(--carry-target);
    padding: 0 12px;
    border: 1px solid var(--carry-line-strong);
    border-radius: var(--carry-radius-m);
    background: var(--carry-surface);
    font-weight: 600;
    cursor: pointer;
  }
`;
