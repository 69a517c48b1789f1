import { Printer } from "lucide-react";
import { useT } from "@/lib/i18n";
import { Button } from "@/ui";
import { text } from "../views-i18n";

export function PrintButton() {
  const t = useT(text);
  return (
    <Button kind="secondary" icon={<Printer aria-hidden="true" />} onClick={() => window.print()}>
      {t.print}
    </Button>
  );
}
