import { OutboundError } from '../outbound/outbound-error.ts';
import type { OutboundFetch } from '../outbound/outbound-types.ts';
import { DirectoryError } from './directory.ts';

export interface DirectoryRequest {
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** What the directory means by a status, beside 429 of RFC 6585. */
  readonly statuses: Readonly<Partial<Record<number, DirectoryError['code']>>>;
}

export type JsonObject = Readonly<Record<string, unknown>>;

const MAX_BYTES = 4 * 1024 * 1024;

/** Asks for a JSON object, of whatever type it is served as. @throws DirectoryError */
export async function askDirectory(outbound: OutboundFetch, request: DirectoryRequest): Promise<JsonObject> {
  const document = parseObject(await readAnswer(outbound, request));
  if (!document) throw new DirectoryError('unreachable', `${request.url.host} answered no JSON object.`);
  return document;
}

async function readAnswer(outbound: OutboundFetch, request: DirectoryRequest): Promise<string> {
  const { url, headers, signal, statuses } = request;
  try {
    const response = await outbound.fetch({
      url: url.href,
      headers: { accept: 'application/json', ...headers },
      maxBytes: MAX_BYTES,
      decodes: true,
      signal,
    });
    if (response.status === 200) return (await response.bytes()).toString('utf8');
    response.body.destroy();
    const code = response.status === 429 ? 'rate-limited' : (statuses[response.status] ?? 'unreachable');
    throw new DirectoryError(code, `${url.host} answered ${response.status}.`);
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    throw new DirectoryError('unreachable', `${url.host} gave no answer.`, { cause: error });
  }
}

function parseObject(text: string): JsonObject | null {
  try {
    const document: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return isObject(document) ? document : null;
  } catch {
    return null;
  }
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
