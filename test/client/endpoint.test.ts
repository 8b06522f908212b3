import { describe, expect, it } from 'vitest';
import { realtimeUrlOf } from '../../client/endpoint.ts';

describe('`realtimeUrlOf`', () => {
  it.each([
    [
      'https://abcdefghijklmnopqrstuvwxyz.appsync-api.us-west-2.amazonaws.com/graphql',
      'wss://abcdefghijklmnopqrstuvwxyz.appsync-realtime-api.us-west-2.amazonaws.com/graphql',
    ],
    [
      'https://abcdefghijklmnopqrstuvwxyz.appsync-api.cn-north-1.amazonaws.com.cn/graphql',
      'wss://abcdefghijklmnopqrstuvwxyz.appsync-realtime-api.cn-north-1.amazonaws.com.cn/graphql',
    ],
    ['https://api.example.com/graphql', 'wss://api.example.com/graphql/realtime'],
    ['http://127.0.0.1:4000/graphql', 'ws://127.0.0.1:4000/graphql/realtime'],
  ])('makes of %s %s', (graphqlUrl, realtimeUrl) => {
    expect(realtimeUrlOf(graphqlUrl)).toBe(realtimeUrl);
  });
});
