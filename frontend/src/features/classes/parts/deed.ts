import { useMutation, useQueryClient } from "@tanstack/react-query";
import { classesKey } from "../api";

/** A change to classes by a button: refusals are told by the program unless `quiet`, and what is shown is asked anew. */
export function useDeed<Args, Out>(
  run: (args: Args) => Promise<Out>,
  done: (out: Out, args: Args) => void,
  { quiet = false } = {},
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    meta: { quiet },
    onSuccess: (out, args) => {
      done(out, args);
      return queries.invalidateQueries({ queryKey: classesKey });
    },
  });
}
