import { useState } from "react";
import { Phone } from "lucide-react";
import type { Me } from "@/api/me";
import { useT } from "@/lib/i18n";
import { Button, Dialog } from "@/ui";
import { text } from "./i18n";

/** The number set at installation; the server writes it into the shell. */
const supportPhone = () =>
  document.querySelector<HTMLMetaElement>('meta[name="support-phone"]')?.content.trim() ?? "";

/** The same place on every page: whom to call, and what to read out to them. */
export function Help({ me }: { me: Me | undefined }) {
  const t = useT(text);
  const [open, setOpen] = useState(false);
  const phone = supportPhone();
  return (
    <>
      <button
        type="button"
        className="header-button header-help"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <Phone aria-hidden="true" />
        <span className="header-long">{t.help}</span>
        <span className="header-short">{t.helpShort}</span>
      </button>
      <Dialog
        open={open}
        title={t.helpTitle}
        onClose={() => setOpen(false)}
        actions={
          <>
            {phone && (
              <a className="button" href={`tel:${phone.replace(/[^+\d]/g, "")}`}>
                {t.call(phone)}
              </a>
            )}
            <Button kind="secondary" onClick={() => setOpen(false)}>
              {t.close}
            </Button>
          </>
        }
      >
        <p>{phone ? t.helpPhone(phone) : t.helpNoPhone}</p>
        <p>{t.helpRead}</p>
        <dl className="facts">
          <dt>{t.helpPage}</dt>
          <dd>{location.pathname}</dd>
          {me && (
            <>
              <dt>{t.helpAccount}</dt>
              <dd>{me.name}</dd>
            </>
          )}
          <dt>{t.helpBrowser}</dt>
          <dd>{browser()}</dd>
        </dl>
      </Dialog>
    </>
  );
}

/** "Chrome 156, 1366×768". */
function browser(): string {
  const name = /(Edg|coc_coc_browser|Firefox|Chrome|Version)\/(\d+)/.exec(navigator.userAgent);
  const known: Record<string, string> = { Edg: "Edge", coc_coc_browser: "Cốc Cốc", Version: "Safari" };
  const words = name ? `${known[name[1] ?? ""] ?? name[1]} ${name[2]}` : navigator.userAgent;
  return `${words}, ${window.innerWidth}×${window.innerHeight}`;
}
