import type { KeyboardEvent, ReactNode } from "react";
import { useId, useRef } from "react";

export interface TabsProps {
  label: string;
  tabs: { key: string; label: string; panel: () => ReactNode }[];
  value: string;
  onChange: (key: string) => void;
}

/** Parts of one thing, one seen at a time. Arrow keys, Home and End move. */
export function Tabs({ label, tabs, value, onChange }: TabsProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const index = Math.max(
    0,
    tabs.findIndex((tab) => tab.key === value),
  );
  const current = tabs[index];

  const move = (event: KeyboardEvent) => {
    const last = tabs.length - 1;
    const goals: Record<string, number> = {
      ArrowRight: index === last ? 0 : index + 1,
      ArrowLeft: index === 0 ? last : index - 1,
      Home: 0,
      End: last,
    };
    const goal = goals[event.key];
    const tab = goal === undefined ? undefined : tabs[goal];
    if (!tab) return;
    event.preventDefault();
    onChange(tab.key);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[goal ?? 0]?.focus();
  };

  return (
    <div>
      <div className="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={move} tabIndex={-1}>
        {tabs.map((tab) => (
          <button
            key={tab.key}
            type="button"
            role="tab"
            id={`${id}-${tab.key}`}
            className="tab"
            aria-selected={tab === current}
            aria-controls={`${id}-panel`}
            tabIndex={tab === current ? 0 : -1}
            onClick={() => onChange(tab.key)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div
        className="tab-panel"
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={current && `${id}-${current.key}`}
        tabIndex={0}
      >
        {current?.panel()}
      </div>
    </div>
  );
}
