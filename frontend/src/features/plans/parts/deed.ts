import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { PlanHome } from "../api";
import { plansKey, plansOf } from "../api";

/** A change of somebody's plan: what comes back is shown at once, and lists are asked anew. */
export function useDeed<Args>(
  who: string,
  run: (args: Args) => Promise<PlanHome>,
  done: (home: PlanHome) => void,
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: (home) => {
      queries.setQueryData(plansOf(who).queryKey, home);
      done(home);
      return queries.invalidateQueries({
        queryKey: plansKey,
        predicate: ({ queryKey }) => queryKey[1] !== "of" && queryKey[1] !== "proposal",
      });
    },
  });
}
