import type { ReactNode } from "react";
import { useEffect, useRef } from "react";
import { ChevronLeft } from "lucide-react";
import { Link, useLocation } from "wouter";
import { cameBack, movedTo } from "@/lib/navigation";

export interface PageHeaderProps {
  title: string;
  subtitle?: ReactNode;
  /** The page above this one. */
  back?: { href: string; label: string };
  actions?: ReactNode;
}

/** The page's only h1. Names the tab, and takes the focus when the reader has come from another page. */
export function PageHeader({ title, subtitle, back, actions }: PageHeaderProps) {
  const ref = useRef<HTMLHeadingElement>(null);
  const [location] = useLocation();
  useEffect(() => {
    document.title = `${title} · Cầm Tay`;
  }, [title]);
  useEffect(() => {
    if (!movedTo(location)) return;
    if (!cameBack()) window.scrollTo(0, 0);
    ref.current?.focus({ preventScroll: true });
  }, [location]);
  return (
    <div className="page-header">
      <div className="page-header-words">
        {back && (
          <Link href={back.href} className="page-header-back">
            <ChevronLeft aria-hidden="true" />
            {back.label}
          </Link>
        )}
        <h1 ref={ref} tabIndex={-1}>
          {title}
        </h1>
        {subtitle && <div className="muted">{subtitle}</div>}
      </div>
      {actions && <div className="row">{actions}</div>}
    </div>
  );
}
