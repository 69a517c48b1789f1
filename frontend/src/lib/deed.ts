import type { QueryKey } from "@tanstack/react-query";
import { useMutation, useQueryClient } from "@tanstack/react-query";

/**
 * Makes a feature's hook for changes by a button: refusals are told by the program unless `quiet`,
 * success by `done`, and everything under `key` is asked anew.
 */
export const deedsOn = (key: QueryKey) =>
  function useDeed<Args, Out>(
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
        return queries.invalidateQueries({ queryKey: key });
      },
    });
  };
