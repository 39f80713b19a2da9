import type { ProjectApi } from './project-api.ts';
import { dataType, type Field } from './state/field.ts';
import { currentVersion } from './test-case-versions.ts';
import { caseOf } from './test-cases.ts';

const TYPE_NAMES: Readonly<Record<number, string>> = {
  [dataType.text]: 'TextDataType',
  [dataType.textArea]: 'LongTextDataType',
  [dataType.combo]: 'SelectionDataType',
  [dataType.date]: 'DateDataType',
  [dataType.user]: 'UserListDataType',
  [dataType.richText]: 'RichTextDataType',
  [dataType.number]: 'NumberDataType',
  [dataType.checkBox]: 'CheckListDataType',
  [dataType.dateTime]: 'DateTimeDataType',
  [dataType.url]: 'UrlDataType',
  [dataType.multiCombo]: 'MultiSelectionDataType',
};

/** Two undocumented requests: the fields of a case as shown to users who may not manage them. */
export function addCaseProperties(api: ProjectApi): void {
  api.get('/test-cases/:testCaseId/properties', (call) => {
    const { values } = currentVersion(caseOf(call));
    return call.project.fields['test-cases'].filter(isShown).map((field) => ({
      id: field.id,
      name: field.label,
      required: field.required,
      value: values.get(field.id) ?? null,
    }));
  });
  api.get('/test-cases/:testCaseId/properties-info', (call) => {
    caseOf(call);
    return { metadata: call.project.fields['test-cases'].filter(isShown).map(toMetadata) };
  });
}

const isShown = ({ is_active }: Field): boolean => is_active;

const toMetadata = (field: Field) => ({
  id: field.id,
  data_type: TYPE_NAMES[field.data_type],
  allowed_values: field.allowed_values
    .filter((choice) => choice.is_active)
    .map((choice) => ({ id: choice.value, value_text: choice.label })),
});
