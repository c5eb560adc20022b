import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const typed = ['**/*.ts'];
/** A name that begins with `_` is there for its place only. */
const UNUSED = { ignoreRestSiblings: true, varsIgnorePattern: '^_', argsIgnorePattern: '^_' };

export default ts.config(
  { ignores: ['node_modules', '.svelte-kit', 'build', 'docs'] },
  { files: typed, extends: [ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked] },
  { files: ['**/*.svelte'], extends: [ts.configs.strict, ts.configs.stylistic] },
  svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    rules: {
      'no-console': 'error',
      'no-undef': 'off',
      'no-unreachable': 'error',
      'no-self-assign': 'error',
      'no-duplicate-case': 'error',
      'no-fallthrough': 'error',
      'no-constant-condition': ['error', { checkLoops: false }],
      'max-lines': ['error', { max: 400 }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: typed,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Dates and numbers in sentences for the log are read by people.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      // Narrowing does not see what a callback changes meanwhile.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // Ours are closures; none of them has a `this`.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/dot-notation': 'off',
      // Codes and words are split into signs on purpose.
      '@typescript-eslint/no-misused-spread': 'off',
      // A command's `load` has a shape; that one of them need not wait is no fault.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/no-unused-vars': ['error', UNUSED],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/prefer-function-type': 'off',
      '@typescript-eslint/use-unknown-in-catch-callback-variable': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['**/*.{js,mjs}'], rules: { 'no-undef': 'error', 'no-unused-vars': ['error', UNUSED] } },
  {
    files: ['**/*.svelte'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'] } },
    rules: {
      // Addresses are ours and neutral; there is no base path.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    // What comes out of our own Markdown is safe; its tests say why. Nothing else is shown as HTML.
    files: ['src/screens/Prose.svelte'],
    rules: { 'svelte/no-at-html-tags': 'off' },
  },
);
