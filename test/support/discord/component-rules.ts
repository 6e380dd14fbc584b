import { FormErrors } from './refusal.ts';

type Raw = Record<string, unknown>;

/** Types of components (documentation: Components > Component Reference). */
const kind = {
  ...{ row: 1, button: 2, select: 3, textInput: 4, section: 9, text: 10, thumbnail: 11, gallery: 12, file: 13 },
  ...{ separator: 14, container: 17, label: 18, upload: 19 },
} as const;
const selects: readonly unknown[] = [3, 5, 6, 7, 8];
const onlyStructured: readonly unknown[] = [9, 10, 11, 12, 13, 14, 17];

/**
 * Refuses components that do not fit.
 *
 * @param structured whether the message is made of components (flag IS_COMPONENTS_V2)
 */
export function checkComponents(errors: FormErrors, components: Raw[], structured: boolean): void {
  if (structured) {
    if (countAll(components) > 40) errors.add('components', 'COMPONENT_MAX_TOTAL_EXCEEDED', 'At most 40 in all');
    const text = flat(components).filter(({ type }) => type === kind.text);
    const length = text.reduce((sum, { content }) => sum + String(content ?? '').length, 0);
    if (length > 4000) errors.add('components', 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', 'At most 4000 characters');
  } else errors.size('components', components, 5);
  components.forEach((one, i) => {
    const path = `components.${i}`;
    if (one['type'] !== kind.row && !(structured && onlyStructured.includes(one['type']))) wrongType(errors, path);
    checkOne(errors, path, one);
  });
  checkIds(errors, components);
}

/** Documentation: Components > Text Input, Label; Receiving and Responding > Modal. */
export function checkModal(modal: Raw): void {
  const errors = new FormErrors();
  errors.length('custom_id', modal['custom_id'], 100, 1);
  errors.length('title', modal['title'], 45, 1);
  const rows = childrenOf(modal);
  errors.size('components', rows, 5, 1);
  rows.forEach((row, i) => {
    const path = `components.${i}`;
    if (row['type'] === kind.row) {
      const inputs = childrenOf(row);
      errors.size(`${path}.components`, inputs, 1, 1);
      inputs.forEach((input, j) => {
        if (input['type'] !== kind.textInput) wrongType(errors, `${path}.components.${j}`);
        errors.length(`${path}.components.${j}.label`, input['label'], 45, 1);
        checkOne(errors, `${path}.components.${j}`, input);
      });
    } else if (row['type'] === kind.label) {
      errors.length(`${path}.label`, row['label'], 45, 1);
      errors.length(`${path}.description`, row['description'], 100);
      checkOne(errors, `${path}.component`, (row['component'] as Raw | undefined) ?? {});
    } else if (row['type'] !== kind.text) wrongType(errors, path);
  });
  checkIds(errors, rows);
  errors.end();
}

function checkOne(errors: FormErrors, path: string, one: Raw): void {
  const children = childrenOf(one);
  if (one['type'] === kind.row) checkRow(errors, path, children);
  if (one['type'] === kind.section) errors.size(`${path}.components`, children, 3, 1);
  if (one['type'] === kind.button) checkButton(errors, path, one);
  if (selects.includes(one['type'])) checkSelect(errors, path, one);
  if (one['type'] === kind.text) errors.length(`${path}.content`, one['content'], 4000, 1);
  if (one['type'] === kind.textInput) checkTextInput(errors, path, one);
  children.forEach((child, i) => {
    checkOne(errors, `${path}.components.${i}`, child);
  });
  if (one['accessory'] !== undefined) checkOne(errors, `${path}.accessory`, one['accessory'] as Raw);
}

function checkRow(errors: FormErrors, path: string, children: Raw[]): void {
  errors.size(`${path}.components`, children, 5, 1);
  const chosen = children.filter(({ type }) => selects.includes(type)).length;
  if (chosen > 0 && children.length > 1) {
    errors.add(`${path}.components`, 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'The width of the row was exceeded');
  }
  children.forEach((child, i) => {
    const fits = [kind.button, kind.textInput, ...selects].includes(child['type']);
    if (!fits) wrongType(errors, `${path}.components.${i}`);
  });
}

function checkButton(errors: FormErrors, path: string, button: Raw): void {
  const style = Number(button['style']);
  errors.length(`${path}.label`, button['label'], 80);
  if (!button['label'] && !button['emoji'] && style !== 6) {
    errors.add(path, 'BUTTON_COMPONENT_INVALID_EMOJI', 'A button needs a label or an emoji');
  }
  if (!(style >= 1 && style <= 6)) errors.add(`${path}.style`, 'BASE_TYPE_CHOICES', 'Value must be one of 1 to 6.');
  if (style === 5) {
    errors.length(`${path}.url`, button['url'], 512, 1);
    if (button['custom_id'] !== undefined) errors.add(path, 'BUTTON_COMPONENT_CUSTOM_ID_AND_URL', 'One of both');
  } else if (style !== 6) errors.length(`${path}.custom_id`, button['custom_id'], 100, 1);
}

function checkSelect(errors: FormErrors, path: string, select: Raw): void {
  errors.length(`${path}.custom_id`, select['custom_id'], 100, 1);
  errors.length(`${path}.placeholder`, select['placeholder'], 150);
  if (select['type'] !== kind.select) return;
  const options = (select['options'] as Raw[] | undefined) ?? [];
  errors.size(`${path}.options`, options, 25, 1);
  const values = new Set<unknown>();
  options.forEach((option, i) => {
    for (const field of ['label', 'value']) errors.length(`${path}.options.${i}.${field}`, option[field], 100, 1);
    errors.length(`${path}.options.${i}.description`, option['description'], 100);
    if (values.has(option['value'])) {
      errors.add(`${path}.options.${i}.value`, 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'The value is already used');
    }
    values.add(option['value']);
  });
}

function checkTextInput(errors: FormErrors, path: string, input: Raw): void {
  errors.length(`${path}.custom_id`, input['custom_id'], 100, 1);
  errors.length(`${path}.placeholder`, input['placeholder'], 100);
  errors.length(`${path}.value`, input['value'], Number(input['max_length'] ?? 4000));
  if (![1, 2].includes(Number(input['style']))) errors.add(`${path}.style`, 'BASE_TYPE_CHOICES', 'One of 1, 2.');
  if (Number(input['max_length'] ?? 1) > 4000 || Number(input['max_length'] ?? 1) < 1) {
    errors.add(`${path}.max_length`, 'NUMBER_TYPE_MAX', 'int value should be between 1 and 4000.');
  }
}

function checkIds(errors: FormErrors, components: Raw[]): void {
  const seen = new Set<unknown>();
  for (const { custom_id: id } of flat(components)) {
    if (id === undefined) continue;
    if (seen.has(id)) {
      errors.add('components', 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
    }
    seen.add(id);
  }
}

function wrongType(errors: FormErrors, path: string): void {
  errors.add(`${path}.type`, 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of those.');
}

function childrenOf(one: Raw): Raw[] {
  return (one['components'] as Raw[] | undefined) ?? [];
}

/** Every component, also those within others. */
export function flat(components: Raw[]): Raw[] {
  return components.flatMap((one) => {
    const more = [one['accessory'], one['component']].filter((inner) => inner !== undefined) as Raw[];
    return [one, ...flat(childrenOf(one)), ...flat(more)];
  });
}

const countAll = (components: Raw[]): number => flat(components).length;
