import type { ByteRange } from '../../core/http/byte-range.ts';
import type { RemoteMediaTable } from '../database/schema.ts';
import { ProblemError } from '../http/problem.ts';
import type { OutboundFetch, OutboundResponse } from '../outbound/outbound-types.ts';
import { problemOfError, problemOfStatus } from './remote-failure.ts';
import { credentialsFor, type RemoteEpisode } from './remote-episode.ts';
import { askForRange, bringsRange } from './upstream-range.ts';

/** The version of a file that is handed out, and where it was found. */
export type PinnedVersion = Pick<RemoteMediaTable, 'url' | 'validator' | 'bytes' | 'pinned_at_ms'>;

type Outcome =
  | { readonly status: 'there'; readonly response: OutboundResponse }
  | { readonly status: 'another' }
  | { readonly status: 'failed'; readonly problem: ProblemError };

/** While a server fails, the version that it had is waited for so long, before another one takes its place. */
const WAITS_MS = 3_600_000;

/**
 * A range of a version: from where it was found or, when that address does not answer any more, from where the feed says. An
 * address may have been made for one visitor and some hours.
 * @returns Null when the publisher has another version now, or none.
 * @throws ProblemError
 */
export async function askForVersion(
  outbound: OutboundFetch,
  version: PinnedVersion,
  episode: RemoteEpisode,
  range: ByteRange,
  signal: AbortSignal,
): Promise<OutboundResponse | null> {
  const ask = (url: string) => askAt(outbound, url, version, episode, range, signal);
  const first = await ask(version.url);
  if (first.status === 'there') return first.response;
  if (first.status === 'another') return null;
  const second = version.url === episode.enclosureUrl ? first : await ask(episode.enclosureUrl);
  if (second.status === 'there') return second.response;
  if (isPassing(first.problem) && Date.now() - version.pinned_at_ms < WAITS_MS) throw first.problem;
  if (second.status === 'failed' && isPassing(second.problem)) throw second.problem;
  return null;
}

async function askAt(
  outbound: OutboundFetch,
  url: string,
  version: PinnedVersion,
  episode: RemoteEpisode,
  range: ByteRange,
  signal: AbortSignal,
): Promise<Outcome> {
  const { validator } = version;
  try {
    const credentials = credentialsFor(url, episode);
    const response = await askForRange(outbound, { url, range, validator, credentials, signal });
    if (bringsRange(response, range.start, version)) return { status: 'there', response };
    response.body.destroy();
    return response.status < 300
      ? { status: 'another' }
      : { status: 'failed', problem: problemOfStatus(response) };
  } catch (error) {
    const problem = problemOfError(error);
    if (signal.aborted || !(problem instanceof ProblemError)) throw problem;
    return { status: 'failed', problem };
  }
}

const isPassing = ({ problem }: ProblemError): boolean => problem.code === 'media-unreachable';
