// The rules that find mistakes. How code looks is no matter of theirs.

import js from '@eslint/js';
import globals from 'globals';

/** What browsers have under such names is never meant: a variable was forgotten. */
const NEVER_MEANT = [
  ...['blur', 'close', 'closed', 'event', 'external', 'find', 'focus', 'frames', 'length', 'name', 'open'],
  ...['opener', 'origin', 'parent', 'print', 'screen', 'scroll', 'self', 'status', 'stop', 'top'],
];

export default [
  {
    files: ['**/*.js'],
    languageOptions: { ecmaVersion: 2022, globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...js.configs.recommended.rules,
      'array-callback-return': 'error',
      'default-case-last': 'error',
      eqeqeq: 'error',
      'no-constructor-return': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-loop-func': 'error',
      'no-new-func': 'error',
      'no-param-reassign': 'error',
      'no-restricted-globals': ['error', ...NEVER_MEANT],
      'no-self-compare': 'error',
      'no-shadow': 'error',
      'no-template-curly-in-string': 'error',
      'no-throw-literal': 'error',
      'no-unreachable-loop': 'error',
      'no-unused-expressions': ['error', { allowShortCircuit: true }],
      'no-unused-private-class-members': 'error',
      'no-unused-vars': ['error', { args: 'all', caughtErrors: 'all' }],
      'no-useless-assignment': 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      radix: 'error',
      'require-atomic-updates': 'error',
    },
  },
  {
    files: ['**/stream-worker.js'],
    languageOptions: { globals: { ...globals.worker } },
  },
];
