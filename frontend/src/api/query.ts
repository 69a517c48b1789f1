import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { Problem } from "./problem";

declare module "@tanstack/react-query" {
  interface Register {
    mutationMeta: {
      /** The form or page shows the error itself. */
      quiet?: boolean;
    };
  }
}

/** Server state. A failed change is told through `onFailure` unless its meta says `quiet`. */
export function newQueryClient(onFailure: (error: unknown) => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache(),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => {
        if (!mutation.meta?.quiet) onFailure(error);
      },
    }),
    defaultOptions: {
      queries: {
        networkMode: "offlineFirst",
        staleTime: 30_000,
        retry: (count, error) =>
          count < 2 && error instanceof Problem && (error.status === 0 || error.status >= 502),
        retryDelay: (count) => 500 * 2 ** count,
      },
      mutations: { networkMode: "offlineFirst" },
    },
  });
}
