import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import * as z from 'zod';
import { isPortalAccess } from '../core/access/portal.ts';
import type { EndpointOptions } from './contract/endpoint.ts';
import { scopeOf } from './contract/scopes.ts';

const openApiPath = '/api/v1/openapi.json';

/** OpenAPI 3.1 out of the same schemas that validate. Register before the routes. */
export async function addOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'vspPanel',
        version: '1',
        description:
          'Everything that the panel does. Sign in with a session cookie (POST /api/v1/session) or send an API key as "Authorization: Bearer vsp_…". Money and prices are decimal strings, instants are ISO 8601 in UTC, ids are decimal strings. Lists are paged: send `next` of an answer as `after`.',
      },
      components: {
        securitySchemes: {
          apiKey: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: 'vsppanel' },
          portal: { type: 'apiKey', in: 'cookie', name: 'vsppanel_portal' },
        },
      },
    },
    transform: jsonSchemaTransform,
  });
  app.get(
    openApiPath,
    {
      schema: {
        operationId: 'getOpenApi',
        tags: ['System'],
        summary: 'This document',
        security: [],
        response: { 200: z.record(z.string(), z.unknown()) },
      },
      config: { rateLimit: { max: 60, timeWindow: 60_000 } },
    },
    async () => app.swagger(),
  );
}

/** What the document says about an endpoint beside its schemas. */
export function describe(endpoint: EndpointOptions) {
  const { tag, summary, access, isForPeople } = endpoint;
  const scope = scopeOf(endpoint);
  if (isPortalAccess(access)) {
    const description =
      access === 'portal' ? 'For customers, in the portal.' : 'For customers, in the portal; not for staff who visit it.';
    return { tags: [tag], summary, description, security: [{ portal: [] }] };
  }
  const isOpen = access === 'public' || access === 'signed_in';
  const needs = access === 'myself' ? 'For people: API keys are refused.' : isOpen ? '' : `Needs the permission \`${access}\`.`;
  const isKeyRefused = isForPeople || access === 'myself';
  const forKeys = isKeyRefused || access === 'public' ? '' : `API keys need the scope \`${scope}\`.`;
  const description = [needs, isForPeople ? 'For people: API keys are refused.' : forKeys].filter((one) => one !== '').join(' ');
  return {
    tags: [tag],
    summary,
    ...(description !== '' && { description }),
    security: access === 'public' ? [] : [...(isKeyRefused ? [] : [{ apiKey: [scope] }]), { session: [] }],
  };
}
