import { useMutation, useQueryClient } from "@tanstack/react-query";
import { programmesKey } from "../api";

/** A change to programmes by a button; what is shown is asked anew. */
export function useDeed<Args, Out>(run: (args: Args) => Promise<Out>, done: (out: Out, args: Args) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: (out, args) => {
      done(out, args);
      return queries.invalidateQueries({ queryKey: programmesKey });
    },
  });
}
