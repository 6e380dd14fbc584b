import { z } from 'zod';

const text = z.string().trim().min(1);
const names = z.array(text);

/** What `regions.yaml` holds; its first lines say what each field means. */
export const regionsFile = z.strictObject({
  home: text.optional(),
  provinces: z
    .array(
      z.strictObject({
        province: text,
        alsoKnownAs: names.optional(),
        association: z
          .strictObject({ abbreviation: text.nullable(), name: text.nullable(), website: text.nullable() })
          .nullable(),
        municipalities: names,
        places: names.optional(),
        regions: z
          .array(
            z.strictObject({
              name: text,
              ambassador: z.boolean(),
              alsoKnownAs: names.optional(),
              municipalities: names.optional(),
              places: names.optional(),
            }),
          )
          .optional(),
      }),
    )
    .min(1),
});

export type RegionsFile = z.infer<typeof regionsFile>;
