import { useMutation } from "@tanstack/react-query";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { paths, to } from "@/lib/paths";
import { Button, Card, LinkButton } from "@/ui";
import type { StaffImport } from "../api";
import { saveFaults } from "../api";
import { text } from "../i18n";
import { faultsName } from "../rules";

/** What confirming has written, and what to do next. */
export function Outcome({ list }: { list: StaffImport }) {
  const t = useT(text);
  const faults = useMutation({
    mutationFn: () => saveFaults(list.id, faultsName(t.faultsPrefix, list.file_name)),
  });
  const { result } = list;
  return (
    <Card title={t.doneTitle}>
      {list.confirmed_at && <p className="muted">{t.doneAt(fmt.dateTime(list.confirmed_at))}</p>}
      {result && (
        <dl className="facts">
          <dt>{t.result.created}</dt>
          <dd>{t.people(fmt.number(result.created))}</dd>
          <dt>{t.result.changed}</dt>
          <dd>{t.people(fmt.number(result.changed))}</dd>
          <dt>{t.result.unchanged}</dt>
          <dd>{t.people(fmt.number(result.unchanged))}</dd>
          <dt>{t.result.skipped}</dt>
          <dd>{t.rows(fmt.number(result.skipped))}</dd>
        </dl>
      )}
      <h3>{t.nextSteps}</h3>
      {result && result.created > 0 && <p>{t.nextAccounts}</p>}
      {list.can.faults && <p>{t.nextFaults}</p>}
      <div className="row">
        <LinkButton href={to(paths.accounts, {}, { moi: 1 })}>{t.toAccounts}</LinkButton>
        {list.can.faults && (
          <Button kind="secondary" busy={faults.isPending} onClick={() => faults.mutate()}>
            {t.faultsFile}
          </Button>
        )}
        <LinkButton kind="secondary" href={paths.people}>
          {t.toPeople}
        </LinkButton>
        <LinkButton kind="quiet" href={paths.imports}>
          {t.again}
        </LinkButton>
      </div>
    </Card>
  );
}
