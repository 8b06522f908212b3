const PROTOTYPES = {
  Object: Object.prototype,
  Array: Array.prototype,
  Function: Function.prototype,
  String: String.prototype,
};

const membersOf = (): string =>
  JSON.stringify(Object.entries(PROTOTYPES).map(([name, prototype]) => [name, Reflect.ownKeys(prototype).map(String)]));

const members = membersOf();

/** @throws Error when something was added to what all objects inherit, or taken from it */
export function expectOwnPrototypes(): void {
  const now = membersOf();
  if (now !== members) throw new Error(`a prototype was changed: ${now}`);
}
