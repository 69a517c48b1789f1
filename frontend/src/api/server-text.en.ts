const rooms = import.meta.glob<Record<string, string>>("@server-lang/en/*.json", {
  eager: true,
  import: "default",
});

export default Object.assign({}, ...Object.values(rooms)) as Record<string, string>;
