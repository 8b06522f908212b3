/** Lets in who says so: `allow`, or `allow but Type.field` for who is denied that field. Fails on purpose at `fail`. */
export async function handler({ authorizationToken }) {
  const [word, ...denied] = authorizationToken.split(' but ');
  if (word === 'fail') throw new Error('as asked');
  return { isAuthorized: word === 'allow', resolverContext: { token: authorizationToken }, deniedFields: denied };
}
