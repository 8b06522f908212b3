/** An HTTP request as it came: header names in lower case (over HTTP/2 also `:authority`, which is signed in the place of `host`), `path` and `query` (without `?`) raw. */
export type SignedRequest = {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  body: string | Buffer;
};
