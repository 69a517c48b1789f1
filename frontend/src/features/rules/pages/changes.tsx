import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { hasRole } from "@/api/me";
import { useMe } from "@/api/session";
import { useT } from "@/lib/i18n";
import { paths } from "@/lib/paths";
import { Button, Load, PageHeader } from "@/ui";
import { changes } from "../api";
import { text } from "../changes-i18n";
import { Applying } from "../parts/applying";
import { ChangeForm } from "../parts/change-form";
import { ChangeList } from "../parts/change-list";
import "../rules.css";

/** Procedures, forms and software that changed, and whether people have learnt it. */
export default function Changes() {
  const t = useT(text);
  const may = hasRole(useMe(), "department_officer");
  const [writing, setWriting] = useState(false);
  return (
    <div className="page">
      <PageHeader title={t.title} subtitle={t.subtitle} />
      <p>
        <Link href={paths.rules}>{t.toRules}</Link>
      </p>
      <Load query={useQuery(changes)} lines={8}>
        {({ items }) => (
          <>
            {may && <Applying />}
            {may && writing && <ChangeForm onClose={() => setWriting(false)} />}
            {may && !writing && (
              <div>
                <Button onClick={() => setWriting(true)}>{t.write}</Button>
              </div>
            )}
            {!writing && <ChangeList all={items} may={may} />}
          </>
        )}
      </Load>
    </div>
  );
}
