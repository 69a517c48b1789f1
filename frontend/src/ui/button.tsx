import type { ComponentProps, ReactNode } from "react";
import { Link } from "wouter";
import { classes } from "./classes";

interface Look {
  kind?: "primary" | "secondary" | "quiet" | "danger";
  small?: boolean;
  /** Stands before the words, never alone. */
  icon?: ReactNode;
}

const look = ({ kind = "primary", small }: Look, extra?: string) =>
  classes("button", kind !== "primary" && `button-${kind}`, small && "button-small", extra);

export type ButtonProps = ComponentProps<"button"> & Look & { busy?: boolean };

/** A deed. While `busy` it keeps its words and its focus, and does nothing. */
export function Button({ kind, small, icon, busy, children, className, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={look({ kind, small }, className as string | undefined)}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {icon}
      {children}
    </button>
  );
}

export type LinkButtonProps = Look & { href: string; children: ReactNode };

/** A way to another page that looks like a button. */
export function LinkButton({ kind, small, icon, href, children }: LinkButtonProps) {
  return (
    <Link href={href} className={look({ kind, small })}>
      {icon}
      {children}
    </Link>
  );
}
