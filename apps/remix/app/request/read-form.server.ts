/** A form's fields as texts; a body that is no form has none. A field that comes twice counts once, the first time. */
export async function readForm(request: Request): Promise<Record<string, string>> {
  const form = await request.formData().catch(() => new FormData())
  const values: Record<string, string> = Object.create(null)
  for (const [name, value] of form) if (typeof value === 'string') values[name] ??= value
  return values
}
