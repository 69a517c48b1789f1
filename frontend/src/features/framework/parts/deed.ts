import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/ui";
import { frameworkKey } from "../api";

/** A change by a button: what is shown is asked anew, and the words are told. */
export function useDeed<Args>(run: (args: Args) => Promise<unknown>, words?: string, then?: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: frameworkKey });
      if (words) toast(words);
      then?.();
    },
  });
}
