import { Link } from "wouter";
import { useT } from "@/lib/i18n";
import { paths } from "@/lib/paths";
import { Card } from "@/ui";
import type { Todo } from "../api";
import { text } from "../next-i18n";
import "../learn.css";
import { todoWords } from "../next";

/** What else waits, with its dates. */
export function Todos({ todos, unread }: { todos: Todo[]; unread: number }) {
  const t = useT(text);
  return (
    <Card title={t.todosTitle}>
      {todos.length === 0 && unread === 0 ? (
        <p className="muted">{t.noTodos}</p>
      ) : (
        <ul className="plain-list divided">
          {todos.map((todo) => {
            const { title, under } = todoWords(todo, t);
            return (
              <li key={todo.key + todo.link} className="todo">
                <Link href={todo.link} className="todo-link">
                  {title}
                </Link>
                {under && <span className="small muted">{under}</span>}
              </li>
            );
          })}
          {unread > 0 && (
            <li className="todo">
              <Link href={paths.notices} className="todo-link">
                {t.unread(unread)}
              </Link>
            </li>
          )}
        </ul>
      )}
    </Card>
  );
}
