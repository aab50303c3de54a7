import type { FastifyRequest } from 'fastify';
import type { ReadHeader } from '../../core/http/preconditions.ts';

/** Header lines of one name count as one list. @see RFC 9110 §5.3 */
export function readHeaderOf(request: FastifyRequest): ReadHeader {
  return (name) => {
    const values = request.raw.headersDistinct[name];
    return values === undefined ? null : values.join(', ');
  };
}
