import { useMutation, useQueryClient } from "@tanstack/react-query";
import { coverKey } from "../api";

/** A change to absences or counters: success is told by `done`, and what is shown is asked anew. */
export function useDeed<Args, Out>(run: (args: Args) => Promise<Out>, done: (args: Args) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: (_, args) => {
      done(args);
      return queries.invalidateQueries({ queryKey: coverKey });
    },
  });
}
