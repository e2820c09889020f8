/** Settings typed as JSON. Pure. */

/** What a text says as an object; or why it cannot be read, which is nothing when it is JSON of another kind. */
export function readSettings(text: string): { value?: Record<string, unknown>; why?: string } {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { value: value as Record<string, unknown> } : {};
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
}
