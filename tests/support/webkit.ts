import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { Screen } from './screen.ts';

/** The key under which WebDriver gives a reference to an element. @see https://www.w3.org/TR/webdriver2/#elements */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** Finds a button by its accessible name, through every shadow root. */
const DEEP = `
  const all = (root, found = []) => {
    for (const element of root.querySelectorAll('*')) {
      found.push(element);
      if (element.shadowRoot) all(element.shadowRoot, found);
    }
    return found;
  };
  const button = (name) => all(document).find((one) => one.localName === 'button' && one.getAttribute('aria-label') === name);
  const media = () => all(document).find((one) => one.localName === 'video');
`;

/** WebKitGTK's MiniBrowser, driven over WebDriver on a screen of its own. */
export class WebKit {
  readonly #screen = new Screen(600 + (process.pid % 300));
  #driver: ChildProcess | null = null;
  #session = '';

  async start(): Promise<void> {
    await this.#screen.start();
    const port = await freePort();
    this.#driver = spawn('WebKitWebDriver', [`--port=${port}`], {
      stdio: 'ignore',
      env: {
        ...process.env,
        DISPLAY: this.#screen.display,
        // As root in a container there is nothing to make a sandbox of.
        WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
        LIBGL_ALWAYS_SOFTWARE: '1',
      },
    });
    const origin = `http://127.0.0.1:${port}`;
    for (let tries = 0; tries < 100; tries++) {
      if (
        await fetch(`${origin}/status`).then(
          ({ ok }) => ok,
          () => false,
        )
      )
        break;
      await delay(50);
    }
    const options = { binary: process.env['CARRYON_WEBKIT'], args: ['--automation'] };
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options } };
    const { sessionId } = (await ask('POST', `${origin}/session`, { capabilities })) as { sessionId: string };
    this.#session = `${origin}/session/${sessionId}`;
    await ask('POST', `${this.#session}/timeouts`, { script: 60_000, pageLoad: 60_000 });
  }

  async stop(): Promise<void> {
    if (this.#session !== '') await ask('DELETE', this.#session).catch(() => undefined);
    if (this.#driver !== null && this.#driver.exitCode === null) {
      this.#driver.kill('SIGKILL');
      await once(this.#driver, 'exit');
    }
    await this.#screen.stop();
  }

  async open(url: string): Promise<void> {
    await ask('POST', `${this.#session}/url`, { url });
  }

  /** Runs the body of an async function in the page; what it returns must be JSON. */
  async run<T>(body: string): Promise<T> {
    const script = `const done = arguments[0]; ${DEEP} (async () => { ${body} })().then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const answer = (await ask('POST', `${this.#session}/execute/async`, { script, args: [] })) as {
      value?: T;
      error?: string;
    };
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value as T;
  }

  /** Presses a button as a person does, so that the page may play sound. */
  async click(name: string): Promise<void> {
    const script = `${DEEP} return button(${JSON.stringify(name)});`;
    const element = (await ask('POST', `${this.#session}/execute/sync`, { script, args: [] })) as Record<
      string,
      string
    >;
    await ask('POST', `${this.#session}/element/${element[ELEMENT]}/click`, {});
  }

  hasButton(name: string): Promise<boolean> {
    return this.run(`return button(${JSON.stringify(name)}) !== undefined;`);
  }
}

async function ask(method: string, url: string, body?: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { value } = (await response.json()) as { value: unknown };
  if (!response.ok) throw new Error(`WebDriver ${method}: ${JSON.stringify(value)}`);
  return value;
}
