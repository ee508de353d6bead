/**
 * Words that files use for a target, the surest first. Keys are targets as labels write them, with three liberties: `*` stands for every entity
 * that has the field, `customer.…` for whoever the person says customers are, and `…phones.value:work` names the kind of an item.
 * `…kind.work` and `flag.yes` are words for a value.
 */
export type Synonyms = Readonly<Record<string, readonly string[]>>
