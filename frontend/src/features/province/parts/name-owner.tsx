import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { inLocale, useT } from "@/lib/i18n";
import { Button, Choices, FormDialog, toast } from "@/ui";
import type { Field } from "../api";
import { nameOwner } from "../api";
import { text } from "../views-i18n";

const nobody = "-";

/** The button by which a leader says who of a field's holders is responsible. */
export function NameOwner({ unit, field }: { unit: string; field: Field }) {
  const t = useT(text);
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(field.responsible?.id ?? field.holders[0]?.id ?? nobody);
  const queries = useQueryClient();
  const name = inLocale(field.name_vi, field.name_en);
  const save = useMutation({
    mutationFn: (staff: string) => nameOwner(unit, field, staff),
    meta: { quiet: true },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["gaps"] }),
  });
  return (
    <>
      <Button kind="secondary" small onClick={() => setOpen(true)}>
        {field.responsible ? t.rename : t.name}
      </Button>
      <FormDialog
        open={open}
        title={t.nameTitle(name)}
        yes={t.save}
        no={t.back}
        onClose={() => setOpen(false)}
        onSubmit={async () => {
          const staff = chosen === nobody ? "" : chosen;
          await save.mutateAsync(staff);
          setOpen(false);
          const person = field.holders.find(({ id }) => id === staff);
          toast(person ? t.named(person.full_name, name) : t.unnamed(name));
        }}
      >
        <Choices
          name="staff"
          legend={t.responsible}
          value={chosen}
          onChange={setChosen}
          options={[
            ...field.holders.map((each) => ({
              value: each.id,
              label: each.full_name,
              hint: `${each.unit} · ${t.kinds[each.post_kind]}`,
            })),
            { value: nobody, label: t.nobodyResponsible },
          ]}
        />
      </FormDialog>
    </>
  );
}
