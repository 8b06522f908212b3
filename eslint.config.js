import js from '@eslint/js';
import appsync from '@aws-appsync/eslint-plugin';
import graphql from '@graphql-eslint/eslint-plugin';
import tseslint from 'typescript-eslint';

/** Globals that the APPSYNC_JS runtime lacks and its plugin does not report. */
const GLOBALS_APPSYNC_LACKS = [
  'setTimeout',
  'setInterval',
  'Promise',
  'Date',
  'RegExp',
  'fetch',
  'process',
  'globalThis',
];

/** Syntax that the APPSYNC_JS runtime lacks and its plugin does not report. */
const SYNTAX_APPSYNC_LACKS = ['ThrowStatement', 'NewExpression', 'ClassExpression'];

export default tseslint.config(
  { ignores: ['cdk.out/', 'dist/', '.local/', 'coverage/', 'schema/generated/', 'node_modules/'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [js.configs.recommended, ...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: [
          'tsconfig.json',
          'resolvers/tsconfig.json',
          'client/tsconfig.json',
          'dashboard/tsconfig.json',
          'watch/tsconfig.json',
          'examples/tsconfig.json',
          'test/tsconfig.json',
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // Functions of plain objects know no `this`; only constructs and errors are classes.
      '@typescript-eslint/unbound-method': 'off',
      eqeqeq: ['error', 'always'],
      'no-console': 'off',
    },
  },
  {
    files: ['resolvers/**/*.ts'],
    extends: [appsync.configs.recommended],
    rules: {
      'no-restricted-globals': ['error', ...GLOBALS_APPSYNC_LACKS],
      'no-restricted-syntax': ['error', ...SYNTAX_APPSYNC_LACKS],
      // util.error ends the handler; the type checker cannot know.
      '@typescript-eslint/no-unnecessary-condition': 'off',
    },
  },
  {
    files: ['schema/schema.graphql'],
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: ['schema/appsync.graphql', 'schema/schema.graphql'] } },
    },
    plugins: { '@graphql-eslint': graphql },
    rules: {
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          FieldDefinition: true,
          EnumValueDefinition: true,
          InputValueDefinition: true,
          DirectiveDefinition: true,
        },
      ],
      '@graphql-eslint/no-hashtag-description': 'error',
      '@graphql-eslint/known-type-names': 'error',
      '@graphql-eslint/known-directives': 'error',
      '@graphql-eslint/unique-type-names': 'error',
    },
  },
);
