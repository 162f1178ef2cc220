/** How often each property is tried; `PROPERTY_RUNS` sets it. */
export const RUNS = Math.max(1, Math.trunc(Number(process.env.PROPERTY_RUNS ?? 1000)) || 1000);
