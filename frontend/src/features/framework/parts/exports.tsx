import { useMutation } from "@tanstack/react-query";
import { useT } from "@/lib/i18n";
import { Button, Disclosure } from "@/ui";
import type { Format, Version } from "../api";
import { formats, saveVersion } from "../api";
import { text } from "../i18n";

/** A version as a file in any of the formats. */
export function Exports({ version }: { version: Version }) {
  const t = useT(text);
  const save = useMutation({ mutationFn: (format: Format) => saveVersion(version, format) });
  return (
    <Disclosure summary={t.export}>
      <p className="muted">{t.exportText}</p>
      <div className="row">
        {formats.map((format) => (
          <Button
            key={format}
            kind="secondary"
            busy={save.isPending && save.variables === format}
            onClick={() => save.mutate(format)}
          >
            {t.formats[format]}
          </Button>
        ))}
      </div>
    </Disclosure>
  );
}
