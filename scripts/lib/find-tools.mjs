import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { NODE, run } from './run.mjs';

const CHROMIUM_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const FIREFOX_PLACES = [
  '/usr/bin/firefox',
  '/usr/bin/firefox-esr',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

const WEBKIT_PLACES = ['x86_64', 'aarch64'].map(
  (machine) => `/usr/lib/${machine}-linux-gnu/webkit2gtk-4.1/MiniBrowser`,
);
const WEBKIT_PACKAGES = ['webkit2gtk-driver', 'gstreamer1.0-plugins-good'];

/** What drives a browser window and its own download list, where there is no screen. */
const SCREEN_TOOLS = ['Xvfb', 'openbox', 'xdotool', 'import'];
const SCREEN_PACKAGES = ['xvfb', 'openbox', 'xdotool', 'imagemagick'];

/**
 * The path of a Chromium: the one that CARRYON_CHROMIUM names, one that is installed, one from Debian's packages where
 * they may be installed, else the one that Playwright downloads.
 */
export async function findChromium() {
  return (
    named('CARRYON_CHROMIUM') ??
    (await installed(CHROMIUM_PLACES, 'chromium')) ??
    (await playwrightChromium())
  );
}

/**
 * The path of a Firefox: the one that CARRYON_FIREFOX names, one that is installed, or one from Debian's packages where they may
 * be installed; else null.
 */
export async function findFirefox() {
  return named('CARRYON_FIREFOX') ?? (await installed(FIREFOX_PLACES, 'firefox-esr').catch(() => null));
}

function named(variable) {
  const path = process.env[variable];
  if (path && !existsSync(path)) throw new Error(`${variable} names ${path}, which is not there.`);
  return path || null;
}

async function installed(places, debianPackage) {
  const find = () => places.find((place) => existsSync(place)) ?? null;
  if (find() === null && mayUseApt()) await aptInstall([debianPackage]);
  return find();
}

/**
 * The path of WebKitGTK's MiniBrowser, with WebKitWebDriver beside it: the one that CARRYON_WEBKIT names, one that is installed, or
 * one from Debian's packages where they may be installed; else null.
 */
export async function findWebKit() {
  const path = named('CARRYON_WEBKIT');
  if (path) return path;
  const find = () =>
    (isOnPath('WebKitWebDriver') && WEBKIT_PLACES.find((place) => existsSync(place))) || null;
  if (find() === null && mayUseApt()) await aptInstall(WEBKIT_PACKAGES).catch(() => null);
  return find();
}

/** Whether the journeys through the browser's own download list can run here; installs what they need where allowed. */
export async function findScreenTools() {
  const isMissing = () => SCREEN_TOOLS.some((tool) => !isOnPath(tool));
  if (process.platform === 'linux' && isMissing() && mayUseApt()) await aptInstall(SCREEN_PACKAGES);
  return !isMissing();
}

const isOnPath = (tool) => spawnSync('which', [tool]).status === 0;

const mayUseApt = () => process.platform === 'linux' && process.getuid?.() === 0 && isOnPath('apt-get');

async function aptInstall(packages) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
}

async function playwrightChromium() {
  await run(NODE, ['node_modules/playwright/cli.js', 'install', 'chromium', '--no-shell']);
  const { chromium } = await import('playwright');
  return chromium.executablePath();
}
