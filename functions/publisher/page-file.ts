/** A file of the page. All of them are texts. */
export type PageFile = { path: string; contentType: string; body: string };
