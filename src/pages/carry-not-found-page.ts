import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { buttonStyles, pageStyles, resetStyles } from '../styles/shared.ts';
import '../elements/carry-notice.ts';
import { PageElement } from './page-element.ts';

/** For an address that names nothing. */
@customElement('carry-not-found-page')
export class CarryNotFoundPage extends PageElement {
  static override styles = [resetStyles, buttonStyles, pageStyles];

  protected readonly pageTitle = 'Page not found';

  override render() {
    return html`
      <div class="page narrow">
        <h1 class="visually-hidden">Page not found</h1>
        <carry-notice
          .icon=${'warning'}
          .heading=${'There is no page at this address'}
          .text=${'The link may be old or mistyped. Everything there is can be found from the home page.'}
        >
          <a class="button primary" href="/">Home</a>
          <a class="button" href="/downloads">Downloads</a>
        </carry-notice>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-not-found-page': CarryNotFoundPage;
  }
}
