import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { LibraryStatus } from '../../core/api/library.ts';
import type { CatalogueRepository } from '../catalogue/catalogue-repository.ts';
import { API_ERRORS } from '../http/api-errors.ts';
import { schemaRef } from '../openapi/schema-ref.ts';
import type { Library } from './library.ts';

export const libraryRoutes: FastifyPluginAsyncTypebox<{
  library: Library;
  catalogue: CatalogueRepository;
}> = async (app, { library, catalogue }) => {
  app.get(
    '/api/library',
    {
      schema: {
        tags: ['server'],
        summary: 'What the library holds, and the files in it that could not be taken',
        response: { 200: schemaRef(LibraryStatus), ...API_ERRORS },
      },
    },
    async () => ({ ...library.status, ...(await catalogue.libraryCounts()) }),
  );
};
