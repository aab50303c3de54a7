import { Problem } from '../../core/api/problem.ts';
import { schemaRef } from '../openapi/schema-ref.ts';
import { PROBLEM_TYPE } from './problem-details.ts';

/** The error answers of a route, for its response schema. */
export const API_ERRORS = {
  '4xx': { description: 'A problem', content: { [PROBLEM_TYPE]: { schema: schemaRef(Problem) } } },
  '5xx': { description: 'A problem', content: { [PROBLEM_TYPE]: { schema: schemaRef(Problem) } } },
};
