import { useQuery } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import { Link } from "wouter";
import { useT } from "@/lib/i18n";
import { paths } from "@/lib/paths";
import { classes } from "@/ui";
import { unreadCount } from "../api";
import "../bell.css";
import { text } from "../i18n";
import { badgeText } from "../rules";

/** The way to the notices from every page, with how many are unread. */
export function NoticeBell() {
  const t = useT(text);
  const { data = 0 } = useQuery(unreadCount);
  const badge = badgeText(data);
  return (
    <Link
      href={paths.notices}
      className={classes("header-button header-bell", !badge && "header-bell-quiet")}
      aria-label={t.bell(data)}
    >
      <Bell aria-hidden="true" />
      <span className="header-bell-long">{t.title}</span>
      {badge && (
        <>
          <span className="header-bell-long header-bell-count">{badge}</span>
          <span className="header-bell-short">{t.bellShort(badge)}</span>
        </>
      )}
    </Link>
  );
}
