/** The app's page as a person uses it: what it shows, and by the names of its buttons. */

export async function press({ name }: { readonly name: string }): Promise<void> {
  (await appears(() => findButton(name))).click();
}

export async function untilButton({ name }: { readonly name: string }): Promise<void> {
  await appears(() => findButton(name));
}

/** Taps one button and waits for another; resolves with the milliseconds between them. */
export async function pressUntilButton({
  name,
  until,
}: {
  readonly name: string;
  readonly until: string;
}): Promise<number> {
  const button = await appears(() => findButton(name));
  const startedMs = performance.now();
  button.click();
  await appears(() => findButton(until));
  return performance.now() - startedMs;
}

/** Taps Download, then Play at once; resolves with the milliseconds until sound comes. */
export async function downloadAndPlay({ title }: { readonly title: string }): Promise<number> {
  const [download, play] = await Promise.all([
    appears(() => findButton(`Download ${title}`)),
    appears(() => findButton(`Play ${title}`)),
  ]);
  const startedMs = performance.now();
  download.click();
  play.click();
  await appears(() => elementsOf(document, 'video').find(({ currentTime }) => currentTime > 0));
  return performance.now() - startedMs;
}

const findButton = (name: string): HTMLElement | undefined =>
  elementsOf(document, 'button').find(
    (button) => (button.getAttribute('aria-label') ?? button.textContent).trim() === name,
  );

/** Everywhere in the page, shadow trees included. */
function elementsOf<Name extends keyof HTMLElementTagNameMap>(
  root: ParentNode,
  name: Name,
): HTMLElementTagNameMap[Name][] {
  const inside = [...root.querySelectorAll('*')].flatMap(({ shadowRoot }) =>
    shadowRoot === null ? [] : elementsOf(shadowRoot, name),
  );
  return [...root.querySelectorAll(name), ...inside];
}

const LOOK_EVERY_MS = 10;

async function appears<T>(find: () => T | undefined): Promise<T> {
  for (;;) {
    const found = find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
