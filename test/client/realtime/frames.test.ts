import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerSubprotocol, readFrame } from '../../../client/realtime/frames.ts';

describe('`readFrame`', () => {
  it.each([
    [
      'an acknowledgement',
      { type: 'connection_ack', payload: { connectionTimeoutMs: 300000 } },
      { type: 'connection_ack', connectionTimeoutMs: 300000 },
    ],
    [
      'an acknowledgement without a timeout',
      { type: 'connection_ack' },
      { type: 'connection_ack', connectionTimeoutMs: 300000 },
    ],
    ['a keep-alive', { type: 'ka' }, { type: 'ka' }],
    ['a `start_ack`', { id: '1', type: 'start_ack' }, { type: 'start_ack', id: '1' }],
    ['a `complete`', { id: '1', type: 'complete' }, { type: 'complete', id: '1' }],
    [
      'an update with errors',
      { id: '1', type: 'data', payload: { data: { onX: null }, errors: [{ message: 'Cannot return null' }] } },
      { type: 'data', id: '1', data: { onX: null }, errors: [{ message: 'Cannot return null' }] },
    ],
    [
      'an `error` with an empty id, whose errors have no message',
      { id: '', type: 'error', payload: { errors: [{ errorType: 'UnsupportedOperation', errorCode: 400 }] } },
      {
        type: 'error',
        id: undefined,
        errors: [{ message: 'UnsupportedOperation', errorType: 'UnsupportedOperation', errorCode: 400 }],
      },
    ],
    [
      'a `connection_error`',
      { type: 'connection_error', payload: { errors: [{ message: 'NoProtocolError', errorCode: 400 }] } },
      { type: 'connection_error', errors: [{ message: 'NoProtocolError', errorCode: 400 }] },
    ],
    ['a `start_ack` for nothing', { type: 'start_ack' }, undefined],
    ['an unknown type', { type: 'news' }, undefined],
  ])('reads %s', (_, frame, expected) => {
    expect(readFrame(JSON.stringify(frame))).toEqual(expected);
  });

  it('takes any text without complaint', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(() => readFrame(text)).not.toThrow();
      }),
    );
  });
});

it('`headerSubprotocol` carries any object in the characters that a subprotocol may hold', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })), (authorization) => {
      const subprotocol = headerSubprotocol(authorization);
      expect(subprotocol).toMatch(/^header-[A-Za-z0-9_-]*$/);
      const text = Buffer.from(subprotocol.slice('header-'.length), 'base64url').toString();
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(authorization)));
    }),
  );
});
