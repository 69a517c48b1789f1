import { useState } from "react";
import { fmt } from "@/lib/fmt";
import { useT } from "@/lib/i18n";
import { Button, Field, Notice } from "@/ui";
import type { InviteLink } from "../api";
import { text } from "../i18n";

/** A link that is seen this once, with a button that copies it. */
export function ActivationLink({ label, made }: { label: string; made: InviteLink }) {
  const t = useT(text);
  const [copied, setCopied] = useState<"no" | "yes" | "by-hand">("no");
  const select = () => {
    const field = document.querySelector<HTMLInputElement>("input[name=activation-link]");
    field?.focus();
    field?.select();
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(made.link);
      setCopied("yes");
    } catch {
      // Offices that serve plain http have no clipboard.
      select();
      setCopied("by-hand");
    }
  };
  return (
    <div className="stack account-wide">
      <Notice tone="warn" live>
        {t.linkOnce(fmt.dateTime(made.expires_at))}
      </Notice>
      <Field
        label={label}
        name="activation-link"
        value={made.link}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className="row">
        <Button onClick={() => void copy()}>{t.copy}</Button>
        <span role="status">
          {copied === "yes" && t.copied}
          {copied === "by-hand" && t.copyByHand}
        </span>
      </div>
    </div>
  );
}
