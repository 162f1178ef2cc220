// Written by "npm run known-properties" from the public types.

export const STRUCTS = {
  TrustReviewOptions: {
    'suppressions?': 'text',
  },
} as const;
