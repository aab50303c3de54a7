import type { ThemeChoice } from '../services/settings.ts';
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { downloadPreferences, settingsSnapshot } from '../controllers/service-snapshots.ts';
import { SnapshotController } from '../controllers/snapshot-controller.ts';
import { StorageController } from '../controllers/storage-controller.ts';
import { icon } from '../elements/icons.ts';
import { sendRequest } from '../elements/requests.ts';
import { meteredKnowledge } from '../services/metered-knowledge.ts';
import { buttonStyles, pageStyles, resetStyles } from '../styles/shared.ts';
import '../elements/carry-download-settings.ts';
import '../elements/carry-storage.ts';
import { PageElement } from './page-element.ts';

const THEMES: readonly { readonly value: ThemeChoice; readonly label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** What a listener can choose, and what this app is. */
@customElement('carry-settings-page')
export class CarrySettingsPage extends PageElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    pageStyles,
    css`
      fieldset {
        border: 0;
        padding: 4px;
        margin: 0;
        display: inline-flex;
        max-width: 100%;
        gap: 2px;
        border-radius: 999px;
        background: var(--carry-sunken);
      }
      label {
        position: relative;
        display: grid;
        place-items: center;
        min-height: var(--carry-target);
        padding: 0 18px;
        border-radius: 999px;
        font-weight: 600;
        color: var(--carry-ink-soft);
        cursor: pointer;
        text-align: center;
      }
      label:has(:checked) {
        background: var(--carry-chosen);
        color: var(--carry-ink);
        box-shadow: var(--carry-shadow-1);
      }
      label:has(:focus-visible) {
        outline: 2px solid var(--carry-accent);
        outline-offset: 1px;
      }
      input {
        position: absolute;
        inset: 0;
        opacity: 0;
        margin: 0;
        cursor: pointer;
      }
      .about {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 16px;
        align-items: center;
      }
      .about img {
        width: 56px;
        height: 56px;
      }
      .about p {
        max-width: 60ch;
      }
      .small {
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        align-items: center;
        justify-content: space-between;
      }
      .keyboard {
        display: none;
      }
      @media (hover: hover) and (pointer: fine) {
        .keyboard {
          display: block;
        }
      }
      @media (max-width: 479px) {
        fieldset {
          display: flex;
        }
        label {
          flex: 1 1 auto;
          padding: 0 10px;
          font-size: var(--carry-text-s);
        }
      }
      @media (forced-colors: active) {
        label:has(:checked) {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  protected readonly pageTitle = 'Settings';
  readonly #settings = settingsSnapshot(this);
  readonly #preferences = downloadPreferences(this);
  readonly #storage = new StorageController(this);
  readonly #canInstall = new SnapshotController(this, {
    from: ({ installPrompt }) => installPrompt,
    select: ({ installPrompt }) => installPrompt.available,
  });

  override render() {
    return html`
      <div class="page narrow">
        <h1>Settings</h1>
        <section aria-labelledby="theme">
          <h2 id="theme">Theme</h2>
          <fieldset aria-labelledby="theme">
            ${THEMES.map(
              ({ label, value }) => html`
                <label>
                  <input
                    type="radio"
                    name="theme"
                    .value=${value}
                    .checked=${this.#settings()?.theme === value}
                    @change=${() => sendRequest(this, 'carry-settings-request', { theme: value })}
                  />${label}
                </label>
              `,
            )}
          </fieldset>
        </section>
        <section aria-labelledby="downloads">
          <h2 id="downloads">Downloads</h2>
          <carry-download-settings
            .preferences=${this.#preferences()}
            .meteredKnowledge=${meteredKnowledge()}
          ></carry-download-settings>
        </section>
        <section aria-labelledby="storage">
          <h2 id="storage">Storage</h2>
          <carry-storage
            .storage=${this.#storage.value}
            .budgetBytes=${this.#preferences().budgetBytes}
            .capability=${this.#storage.capability}
            @carry-keep-requested=${() => this.#storage.keep()}
          ></carry-storage>
        </section>
        ${
          this.#canInstall.value
            ? html`<section aria-labelledby="install">
                <h2 id="install">Install</h2>
                <div class="card line">
                  <p>Carryon can have its own window and icon on this device.</p>
                  <button
                    class="button primary"
                    @click=${() => sendRequest(this, 'carry-app-request', { type: 'install' })}
                  >
                    ${icon('install', 20)} Install Carryon
                  </button>
                </div>
              </section>`
            : nothing
        }
        <section class="keyboard" aria-labelledby="keyboard">
          <h2 id="keyboard">Keyboard</h2>
          <button
            class="button"
            @click=${() => sendRequest(this, 'carry-app-request', { type: 'show-shortcuts' })}
          >
            ${icon('keyboard', 20)} Keyboard shortcuts
          </button>
        </section>
        <section aria-labelledby="about">
          <h2 id="about">About</h2>
          <div class="about">
            <img src="/favicon.svg" alt="" />
            <div>
              <p><strong>Carryon</strong> ${__APP_VERSION__}</p>
              <p class="small">
                Podcasts and video shows from your own server, carried with you. Free software under the MIT
                licence.
              </p>
            </div>
          </div>
        </section>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-settings-page': CarrySettingsPage;
  }
}
