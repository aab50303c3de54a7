import { LitElement } from 'lit';
import { sendRequest } from '../elements/requests.ts';

/** A page: tells the frame its title, and can take the focus at its heading. */
export abstract class PageElement extends LitElement {
  #told = '';

  /** What the tab is called; empty until it is known. */
  protected abstract readonly pageTitle: string;

  override updated(): void {
    if (this.pageTitle === this.#told || this.pageTitle === '') return;
    this.#told = this.pageTitle;
    sendRequest(this, 'carry-app-request', { type: 'set-title', title: this.pageTitle });
  }

  /** Puts the focus on the heading; false when there is none yet. */
  focusHeading(): boolean {
    const heading = this.renderRoot.querySelector('h1');
    if (heading === null) return false;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    return true;
  }
}
