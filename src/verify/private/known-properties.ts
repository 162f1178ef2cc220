// Written by "npm run known-properties" from the public types.

export const STRUCTS = {
  TrustTextOptions: {
    'fileName?': 'text',
  },
} as const;
