import { useMutation, useQueryClient } from "@tanstack/react-query";
import { reviewsKey } from "../api";

/** A change to reviews by a button: refusals are told by the program, and what is shown is asked anew. */
export function useDeed<Args, Out>(run: (args: Args) => Promise<Out>, done: (out: Out, args: Args) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: (out, args) => {
      done(out, args);
      return queries.invalidateQueries({ queryKey: reviewsKey });
    },
  });
}
