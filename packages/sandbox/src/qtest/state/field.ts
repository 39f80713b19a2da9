/** Kinds of object that have fields (OpenAPI parameter `objectType`). */
export const fieldObjects = [
  'requirements',
  'test-cases',
  'defects',
  'test-runs',
  'test-suites',
  'releases',
  'builds',
  'test-steps',
] as const;
export type FieldObject = (typeof fieldObjects)[number];

export const isFieldObject = (text: string): text is FieldObject =>
  (fieldObjects as readonly string[]).includes(text);

export type AllowedValue = {
  readonly value: number;
  label: string;
  order: number;
  is_default: boolean;
  is_active: boolean;
  color: string | null;
};

/** A field definition, in the form in which it is returned. */
export type Field = {
  readonly id: number;
  label: string;
  readonly original_name: string | null;
  required: boolean;
  constrained: boolean;
  order: number;
  allowed_values: AllowedValue[];
  multiple: boolean;
  readonly data_type: number;
  searchable: boolean;
  default_value: string | null;
  readonly system_field: boolean;
  is_active: boolean;
};

export const dataType = {
  text: 1,
  textArea: 2,
  combo: 3,
  date: 4,
  user: 5,
  richText: 6,
  number: 7,
  checkBox: 8,
  dateTime: 9,
  url: 12,
  multiCombo: 17,
} as const;

export const hasChoices = (field: Field): boolean =>
  field.data_type === dataType.combo ||
  field.data_type === dataType.checkBox ||
  field.data_type === dataType.multiCombo;

/** Values of these fields are sent as "[1,2]". */
export const takesSeveral = (field: Field): boolean =>
  field.data_type === dataType.checkBox ||
  field.data_type === dataType.multiCombo ||
  (field.data_type === dataType.user && field.multiple);
