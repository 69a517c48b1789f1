import { useMutation } from "@tanstack/react-query";
import { useT } from "@/lib/i18n";
import type { ComboOption } from "@/ui";
import { Button, Combobox } from "@/ui";
import { allCommunes, bordering, searchCommunes } from "../api";
import { text } from "../i18n";
import { joined } from "../rules";

/** The communes of a programme: one by one, those that border them, or the whole province. */
export function Communes({
  chosen,
  onChange,
}: {
  chosen: ComboOption[];
  onChange: (chosen: ComboOption[]) => void;
}) {
  const t = useT(text);
  const add = useMutation({
    mutationFn: (find: () => Promise<ComboOption[]>) => find(),
    onSuccess: (more) => onChange(joined(chosen, more)),
  });
  return (
    <>
      <Combobox
        label={t.communes}
        name="units"
        optional={chosen.length > 0}
        value={undefined}
        onChange={(unit) => unit && onChange(joined(chosen, [unit]))}
        search={searchCommunes}
      />
      <div className="form-actions">
        {chosen.length > 0 && (
          <Button kind="secondary" busy={add.isPending} onClick={() => add.mutate(() => bordering(chosen))}>
            {t.bordering}
          </Button>
        )}
        <Button kind="secondary" busy={add.isPending} onClick={() => add.mutate(allCommunes)}>
          {t.province}
        </Button>
        {chosen.length > 1 && (
          <Button kind="secondary" onClick={() => onChange([])}>
            {t.removeAll}
          </Button>
        )}
      </div>
      <p className="muted" role="status">
        {chosen.length === 0 ? t.noCommunes : t.communesChosen(chosen.length)}
      </p>
      {chosen.length > 0 && (
        <ul className="programme-chosen">
          {chosen.map((unit) => (
            <li key={unit.id}>
              <Button
                kind="secondary"
                aria-label={t.remove(unit.label)}
                onClick={() => onChange(chosen.filter(({ id }) => id !== unit.id))}
              >
                {unit.label} ×
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
