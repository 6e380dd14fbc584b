import { FormErrors, Refusal } from './refusal.ts';

type Raw = Record<string, unknown>;

const locales =
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  );
/** Sub-commands have options too. */
const nests: readonly unknown[] = [1, 2];

/** Refuses commands that do not fit (documentation: Application Commands > Application Command Object, Naming). */
export function checkCommands(commands: Raw[]): void {
  const errors = new FormErrors();
  const ofKind = (type: number) => commands.filter((command) => Number(command['type'] ?? 1) === type);
  if (ofKind(1).length > 100 || ofKind(2).length > 15 || ofKind(3).length > 15) {
    throw new Refusal(400, 30032, 'Maximum number of application commands reached');
  }
  const names = new Set<string>();
  commands.forEach((command, i) => {
    const type = Number(command['type'] ?? 1);
    const key = `${type} ${String(command['name'])}`;
    if (names.has(key)) errors.add(`${i}`, 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Names must be unique');
    names.add(key);
    if (type === 1) checkOne(errors, String(i), command);
    else errors.length(`${i}.name`, command['name'], 32, 1);
    if (textOf(command) > 8000) errors.add(`${i}`, 'APPLICATION_COMMAND_TOO_LARGE', 'At most 8000 characters in all');
    const permissions = command['default_member_permissions'];
    if (permissions !== undefined && permissions !== null && !/^\d+$/.test(String(permissions))) {
      errors.add(`${i}.default_member_permissions`, 'BASE_TYPE_INVALID', 'Could not interpret value as integer.');
    }
  });
  errors.end();
}

function checkOne(errors: FormErrors, path: string, one: Raw): void {
  const fits = (name: unknown) => /^[-_'\p{L}\p{N}]{1,32}$/u.test(String(name)) && name === String(name).toLowerCase();
  if (!fits(one['name'])) errors.add(`${path}.name`, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
  errors.length(`${path}.description`, one['description'], 100, 1);
  checkTranslations(errors, `${path}.name_localizations`, one['name_localizations'], fits);
  const short = (text: unknown) => String(text).length <= 100 && String(text) !== '';
  checkTranslations(errors, `${path}.description_localizations`, one['description_localizations'], short);
  checkOptions(errors, path, listOf(one['options']));
}

function checkOptions(errors: FormErrors, path: string, options: Raw[]): void {
  errors.size(`${path}.options`, options, 25);
  let optional = false;
  const names = new Set<unknown>();
  options.forEach((option, i) => {
    const here = `${path}.options.${i}`;
    checkOne(errors, here, option);
    if (!(Number(option['type']) >= 1 && Number(option['type']) <= 11)) {
      errors.add(`${here}.type`, 'BASE_TYPE_CHOICES', 'Value must be one of 1 to 11.');
    }
    if (names.has(option['name'])) errors.add(here, 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS', 'Same name');
    names.add(option['name']);
    if (nests.includes(option['type'])) return;
    if (option['required'] === true && optional) {
      errors.add(here, 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', 'Required options must be placed before others');
    }
    optional ||= option['required'] !== true;
    const choices = listOf(option['choices']);
    if (choices.length > 0 && option['autocomplete'] === true) {
      errors.add(
        here,
        'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE',
        'Choices and autocomplete exclude each other',
      );
    }
    for (const field of ['min_length', 'max_length']) {
      if (Number(option[field] ?? 1) > 6000) errors.add(`${here}.${field}`, 'NUMBER_TYPE_MAX', 'At most 6000');
    }
    checkChoices(errors, `${here}.choices`, choices);
  });
}

/** Also what is suggested while somebody types. */
export function checkChoices(errors: FormErrors, path: string, choices: Raw[]): void {
  errors.size(path, choices, 25);
  choices.forEach((choice, i) => {
    errors.length(`${path}.${i}.name`, choice['name'], 100, 1);
    if (typeof choice['value'] !== 'number') errors.length(`${path}.${i}.value`, choice['value'], 100, 1);
  });
}

function checkTranslations(errors: FormErrors, path: string, value: unknown, fits: (text: unknown) => boolean): void {
  for (const [locale, text] of Object.entries((value as Raw | null | undefined) ?? {})) {
    if (!locales.includes(locale)) errors.add(path, 'BASE_TYPE_CHOICES', `${locale} is no locale`);
    else if (text !== null && !fits(text)) errors.add(`${path}.${locale}`, 'STRING_TYPE_REGEX', 'does not fit');
  }
}

function textOf(one: Raw): number {
  const own = ['name', 'description', 'value'].reduce((sum, key) => sum + String(one[key] ?? '').length, 0);
  return [...listOf(one['options']), ...listOf(one['choices'])].reduce((sum, inner) => sum + textOf(inner), own);
}

function listOf(value: unknown): Raw[] {
  return (value as Raw[] | null | undefined) ?? [];
}
