/** Text that is taken out by writing none, where the API has no other way: the same as no text. */
export const emptied = { absent: "", clear: { value: "" } } as const;
