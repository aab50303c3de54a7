import type { CatalogueProblem } from '../services/catalogue.ts';
import type { PlayerProblem } from '../services/player.ts';

export interface ProblemText {
  readonly what: string;
  readonly wayOut: string;
}

const CATALOGUE_TEXTS: Record<CatalogueProblem, ProblemText> = {
  offline: {
    what: 'Your server cannot be reached, and this page was not opened here before.',
    wayOut: 'What you downloaded is under Downloads. The rest comes back with the network.',
  },
  'not-found': {
    what: 'This is no longer in the library.',
    wayOut: 'It may have been moved or removed on the server. Look for it from the home page.',
  },
  'server-error': {
    what: 'Your server could not answer.',
    wayOut: 'Try again in a moment. If it stays so, its log tells why.',
  },
  'bad-answer': {
    what: 'The answer did not come from a Carryon server this app understands.',
    wayOut: 'A network that asks you to sign in may be in between. If not, update the server or this app.',
  },
};

export const catalogueText = (problem: CatalogueProblem): ProblemText => CATALOGUE_TEXTS[problem];

const PLAYER_TEXTS: Record<PlayerProblem, ProblemText> = {
  'waiting-for-network': {
    what: 'There is no network.',
    wayOut: 'It plays on by itself when it is back.',
  },
  'not-here-offline': {
    what: 'This part is not on this device and there is no network.',
    wayOut: 'It plays on by itself when the network is back. A downloaded episode plays anywhere.',
  },
  unreachable: {
    what: 'The server stopped sending this episode.',
    wayOut: 'Retry, or download it: a download goes on from where it was by itself.',
  },
  gone: {
    what: 'The file of this episode is no longer on the server.',
    wayOut: 'Put it back into the library, then retry.',
  },
  changed: {
    what: 'The file of this episode was changed on the server.',
    wayOut: 'Retry to play the new version.',
  },
  unsupported: {
    what: 'This browser cannot play this kind of file.',
    wayOut: 'Try another browser, or convert the file on the server to MP3, AAC or MP4.',
  },
  damaged: {
    what: 'This browser could not play on from here: the file may be damaged at this place.',
    wayOut: 'Skip ahead or retry. If it was downloaded, removing and downloading it again may help.',
  },
  'no-sound-output': {
    what: 'The browser found no speaker or headphones to play on.',
    wayOut: 'Connect one, or choose another in the settings of this device, then retry.',
  },
};

export const playerText = (problem: PlayerProblem): ProblemText => PLAYER_TEXTS[problem];

/** For a piece of the app that is loaded when it is first used, and could not be. */
export const PIECE_MISSING_TEXT =
  'This part of the app is not stored on this device yet, and there is no network. Try again when it is back.';
