import type { ReactNode } from "react";
import { useEffect, useState } from "react";
import { CircleUserRound, Ellipsis, LogOut, UserCog } from "lucide-react";
import { Link, useLocation } from "wouter";
import type { Me } from "@/api/me";
import { savePreferences, signOut, useSession } from "@/api/session";
import { NoticeBell } from "@/features/notify/parts/bell";
import { setLocale, useLocale, useT } from "@/lib/i18n";
import { paths } from "@/lib/paths";
import { setTextSize, textSizes, useTextSize } from "@/lib/preferences";
import { classes, confirm, ConfirmHost, Dialog, Menu, Button, ToastHost, toast } from "@/ui";
import { sentence } from "@/api/problem";
import { Help } from "./help";
import { text } from "./i18n";
import type { NavItem, Section } from "./nav";
import { sectionsFor, tabsFor } from "./nav";

/** Everything around a page. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useT(text);
  const session = useSession();
  const me = session.status === "in" ? session.me : undefined;
  const sections = me ? sectionsFor(me) : [];
  return (
    <>
      <a className="skip-link" href="#main">
        {t.skip}
      </a>
      <Header me={me} />
      <Offline />
      <div className={classes("frame", sections.length > 0 && "frame-nav")}>
        {sections.length > 0 && <SideNav sections={sections} />}
        <main id="main" tabIndex={-1}>
          {children}
          {me?.demo && <p className="demo-note small muted no-print">{t.demo}</p>}
        </main>
      </div>
      {sections.length > 0 && <TabBar sections={sections} />}
      <ConfirmHost />
      <ToastHost />
    </>
  );
}

function Header({ me }: { me: Me | undefined }) {
  const t = useT(text);
  return (
    <header className="site-header">
      <Link href={paths.home} className="brand">
        <img className="brand-mark" src="/logo.svg" alt="" width="40" height="40" />
        <span className="brand-words">
          <span className="brand-name">{t.product}</span>
          <span className="brand-line">{t.productLine}</span>
        </span>
      </Link>
      <div className="header-tools">
        <TextSizes />
        <Language />
        <Help me={me} />
        {me?.staff_id && <NoticeBell />}
        {me && <Account me={me} />}
      </div>
    </header>
  );
}

const told = (work: Promise<void>) =>
  void work.catch((error: unknown) => toast(sentence(error), { bad: true }));

function TextSizes() {
  const t = useT(text);
  const now = useTextSize();
  const signs = { a: "A", a1: "A+", a2: "A++" };
  return (
    <div className="header-sizes" role="group" aria-label={t.textSize}>
      {textSizes.map((size) => (
        <button
          key={size}
          type="button"
          className={`header-button header-size-${size}`}
          aria-pressed={size === now}
          aria-label={`${signs[size]} ${t.sizes[size]}`}
          onClick={() => {
            setTextSize(size);
            told(savePreferences({ text_size: size }));
          }}
        >
          {signs[size]}
        </button>
      ))}
    </div>
  );
}

function Language() {
  const t = useT(text);
  const other = useLocale() === "vi" ? "en" : "vi";
  return (
    <button
      type="button"
      className="header-button header-language"
      lang={other}
      onClick={() => told(setLocale(other).then(() => savePreferences({ locale: other })))}
    >
      {t.otherLanguage}
    </button>
  );
}

function Account({ me }: { me: Me }) {
  const t = useT(text);
  const other = useLocale() === "vi" ? "en" : "vi";
  const leave = async () => {
    const { answers } = await import("@/api/answers");
    const waiting = await answers()?.pending();
    if (waiting?.length && !(await confirm(t.signOutPending))) return;
    // The session ends here even if the server did not hear of it.
    await signOut().catch(() => undefined);
  };
  return (
    <Menu
      className="header-button header-account"
      label={
        <>
          <CircleUserRound aria-hidden="true" />
          <span className="visually-hidden">{t.accountOf(me.name)}</span>
          <span aria-hidden="true">{me.given_name}</span>
        </>
      }
    >
      <div className="menu-note">
        <strong>{me.name}</strong>
        {me.unit && <div className="small muted">{me.unit.name}</div>}
        <div className="small muted">
          {[...new Set(me.roles.map(({ role }) => t.roles[role]))].join(", ")}
        </div>
      </div>
      <Link href={paths.account} className="menu-item">
        <UserCog aria-hidden="true" />
        {t.account}
      </Link>
      <button
        type="button"
        className="menu-item menu-language"
        lang={other}
        onClick={() => told(setLocale(other).then(() => savePreferences({ locale: other })))}
      >
        {t.otherLanguage}
      </button>
      <button type="button" className="menu-item" onClick={() => void leave()}>
        <LogOut aria-hidden="true" />
        {t.signOut}
      </button>
    </Menu>
  );
}

// Pages that belong to a section without standing below its address.
const belonging: Record<string, string[]> = { "/khoa-hoc": ["/bai-hoc", "/kiem-tra", "/bai-lam"] };

/** True for the section's own page and the pages below it. */
const inside = (location: string, href: string) =>
  href === "/"
    ? location === "/"
    : [href, ...(belonging[href] ?? [])].some((top) => location === top || location.startsWith(`${top}/`));

function SideNav({ sections }: { sections: Section[] }) {
  const t = useT(text);
  return (
    <nav className="side-nav" aria-label={t.mainNav}>
      <NavList sections={sections} />
    </nav>
  );
}

function NavList({ sections, onChoose }: { sections: Section[]; onChoose?: () => void }) {
  const t = useT(text);
  const [location] = useLocation();
  return (
    <>
      {sections.map((section, index) => (
        <div key={section.name}>
          {index > 0 && <div className="side-nav-title">{t.sections[section.name]}</div>}
          <ul className="plain-list">
            {section.items.map((item) => (
              <li key={item.page}>
                <Link
                  href={item.href}
                  className="side-nav-link"
                  aria-current={inside(location, item.href) ? "page" : undefined}
                  onClick={onChoose}
                >
                  <item.icon aria-hidden="true" />
                  {t.nav[item.page]}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}

function TabBar({ sections }: { sections: Section[] }) {
  const t = useT(text);
  const [location] = useLocation();
  const [open, setOpen] = useState(false);
  const { tabs, more } = tabsFor(sections);
  if (tabs.length < 2) return null;
  return (
    <nav className="tab-bar" aria-label={t.mainNav}>
      {tabs.map((item: NavItem) => (
        <Link
          key={item.page}
          href={item.href}
          className="tab-bar-item"
          aria-current={inside(location, item.href) ? "page" : undefined}
        >
          <item.icon aria-hidden="true" />
          {t.tabs[item.page]}
        </Link>
      ))}
      {more && (
        <button type="button" className="tab-bar-item" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          <Ellipsis aria-hidden="true" />
          {t.more}
        </button>
      )}
      <Dialog
        open={open}
        title={t.allSections}
        onClose={() => setOpen(false)}
        actions={
          <Button kind="secondary" onClick={() => setOpen(false)}>
            {t.close}
          </Button>
        }
      >
        <div className="nav-all">
          <NavList sections={sections} onChoose={() => setOpen(false)} />
        </div>
      </Dialog>
    </nav>
  );
}

function Offline() {
  const t = useT(text);
  const [lost, setLost] = useState(!navigator.onLine);
  useEffect(() => {
    const look = () => setLost(!navigator.onLine);
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    return () => {
      window.removeEventListener("online", look);
      window.removeEventListener("offline", look);
    };
  }, []);
  return (
    <div className="offline no-print" role="status">
      {lost && <p>{t.offline}</p>}
    </div>
  );
}
