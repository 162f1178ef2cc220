/** The version that the explanations are for. */
export const CHECKOV = 'checkov==3.3.30';
