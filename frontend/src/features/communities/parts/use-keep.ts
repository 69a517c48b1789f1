import { useQueryClient } from "@tanstack/react-query";
import { toast } from "@/ui";
import type { Detail } from "../api";
import { communitiesKey, post } from "../api";

/** Keeps a post as the server answered it and says that it is done. */
export function useKeep() {
  const queries = useQueryClient();
  return (next: Detail, words: string) => {
    queries.setQueryData(post(next.id).queryKey, next);
    void queries.invalidateQueries({ queryKey: [...communitiesKey, "list"] });
    void queries.invalidateQueries({ queryKey: [...communitiesKey, "fields"] });
    toast(words);
  };
}
