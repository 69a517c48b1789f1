import { useMutation, useQueryClient } from "@tanstack/react-query";
import { sentence } from "@/api/problem";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Button, confirm, Dialog, Notice } from "@/ui";
import type { Account } from "../api";
import { disable, enable, invite } from "../api";
import { text } from "../i18n";
import { standingOf } from "../rules";
import { ActivationLink } from "./activation-link";
import { GrantsEditor } from "./grants-editor";

/** Everything one may do with an account. What comes of it is told in the window: toasts stand behind it. */
export function AccountDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const t = useT(text);
  return (
    <Dialog
      open
      title={account.name}
      onClose={onClose}
      actions={
        <Button kind="secondary" onClick={onClose}>
          {t.close}
        </Button>
      }
    >
      <p className="muted">{[account.login, account.unit?.name].filter(Boolean).join(" · ")}</p>
      {account.can.grants && <GrantsEditor account={account} />}
      {account.can.invite && account.staff_id && !account.disabled_at && (
        <Activation staffId={account.staff_id} activated={account.activated} />
      )}
      {account.can.disable ? <Lock account={account} /> : <p className="account-section">{t.beyond}</p>}
    </Dialog>
  );
}

function Failure({ error }: { error: unknown }) {
  if (!error) return null;
  return (
    <div className="account-wide">
      <Notice tone="bad" live>
        {sentence(error)}
      </Notice>
    </div>
  );
}

function Activation({ staffId, activated }: { staffId: string; activated: boolean }) {
  const t = useT(text);
  const make = useMutation({ mutationFn: () => invite(staffId), meta: { quiet: true } });
  return (
    <section className="account-section">
      <h3>{t.linkTitle}</h3>
      <p>
        {t.linkText} {activated && t.linkReset}
      </p>
      <Failure error={make.error} />
      {make.data && <ActivationLink label={t.link} made={make.data} />}
      {!make.data && (
        <Button kind="secondary" busy={make.isPending} onClick={() => make.mutate()}>
          {t.makeLink}
        </Button>
      )}
    </section>
  );
}

function Lock({ account }: { account: Account }) {
  const t = useT(text);
  const queries = useQueryClient();
  const locked = standingOf(account) === "disabled";
  const turn = useMutation({
    mutationFn: (lock: boolean) => (lock ? disable(account.id) : enable(account.id)),
    meta: { quiet: true },
    onSuccess: () => queries.invalidateQueries({ queryKey: ["accounts"] }),
  });
  const ask = async () => {
    const agreed = await confirm({
      title: t.lockAsk(account.name),
      text: t.lockText,
      yes: t.lockYes,
      no: t.lockNo,
      danger: true,
    });
    if (agreed) turn.mutate(true);
  };
  return (
    <section className="account-section">
      <h3>{locked ? t.unlock : t.lock}</h3>
      <Failure error={turn.error} />
      <p>{account.disabled_at ? t.unlockText(fmt.dateTime(account.disabled_at)) : t.lockText}</p>
      {locked ? (
        <Button kind="secondary" busy={turn.isPending} onClick={() => turn.mutate(false)}>
          {t.unlock}
        </Button>
      ) : (
        <Button kind="danger" busy={turn.isPending} onClick={() => void ask()}>
          {t.lock}
        </Button>
      )}
      <span role="status">
        {turn.isSuccess && (turn.variables ? t.locked(account.name) : t.unlocked(account.name))}
      </span>
    </section>
  );
}
