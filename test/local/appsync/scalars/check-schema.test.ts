import { describe, expect, it } from 'vitest';
import { buildApiSchema } from '../../../../local/appsync/scalars/build-schema.ts';

const QUERY = 'type Query { a: String }';
const refused = (errors: string): string => `Schema has the following errors: - ${errors}`;

describe('a schema', () => {
  it.each([
    ['has no query type', 'type Mutation { a: Int }', refused('Query root type must be provided.')],
    ['names a type that there is not', 'type Query { a: Gone }', refused('Unknown type "Gone".')],
    ['has a scalar of its own', `${QUERY} scalar Mine`, refused('Custom scalars are not supported: Mine.')],
    ['has an unknown directive', 'type Query { a: Int @mine }', refused('Unknown directive "@mine".')],
    [
      'has a subscription of another type than its mutation',
      `${QUERY} type Mutation { m: Int } type Subscription { s: String @aws_subscribe(mutations: ["m"]) }`,
      refused('The subscription has an invalid output type.'),
    ],
    [
      'has a subscription of one where its mutation gives a list',
      `${QUERY} type Mutation { m: [Int] } type Subscription { s: Int @aws_subscribe(mutations: ["m"]) }`,
      refused('The subscription has an invalid output type.'),
    ],
    [
      'has a subscription to a mutation that there is not',
      `${QUERY} type Subscription { s: Int @aws_subscribe(mutations: ["m"]) }`,
      refused('The subscription s names the mutation m, which there is not.'),
    ],
    [
      'is longer than 1 MB',
      `${QUERY} # ${'x'.repeat(1024 * 1024)}`,
      refused('The schema is longer than 1048576 bytes.'),
    ],
  ])('that %s is refused', (_what, sdl, message) => {
    expect(() => buildApiSchema(sdl)).toThrow(new Error(message));
  });

  it('that is no SDL is refused', () => {
    expect(() => buildApiSchema('type Query {')).toThrow(
      /^Failed to parse schema document - ensure it's a valid SDL-formatted document\. /,
    );
  });

  it('may promise more of its mutation than of its subscription', () => {
    const sdl = `${QUERY} type Mutation { m: Int! } type Subscription { s: Int @aws_subscribe(mutations: ["m"]) }`;

    expect(buildApiSchema(sdl).getSubscriptionType()?.name).toBe('Subscription');
  });
});
